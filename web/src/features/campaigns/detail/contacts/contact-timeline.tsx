/** What happened to a contact's message, in order. */
import type { ContactDetail } from "@/api/models";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { stepsOf } from "./contact-steps";

export function ContactTimeline({ contact }: { contact: ContactDetail }) {
  return (
    <section aria-labelledby="contact-timeline" className="grid gap-2">
      <h3 id="contact-timeline" className="text-sm font-semibold">
        {t("campaign:contact.timeline")}
      </h3>
      <ol className="grid text-sm figures">
        {stepsOf(contact).map(({ name, at }) => (
          <li
            key={name}
            className="relative grid grid-cols-[1rem_1fr_auto] items-baseline gap-x-2 pb-3 last:pb-0"
          >
            <span aria-hidden="true" className="relative flex h-full justify-center">
              <span
                className={`mt-1.5 size-2 rounded-full ${name === "failed" ? "bg-danger" : at === null ? "border border-muted" : "bg-accent"}`}
              />
            </span>
            <span className={at === null ? "text-muted" : "font-medium"}>
              {t(`campaign:contact.step.${name}`)}
            </span>
            <span className="text-right text-muted">
              {at === null ? t("campaign:contact.notYet") : formatIst(at)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
