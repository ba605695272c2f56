/** Where the buttons lead, which the preview cannot show: addresses and phone numbers. */
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";
import type { WhatsAppButton } from "@/shared/whatsapp/message";

export function ButtonTargets({ buttons }: { buttons: WhatsAppButton[] }) {
  const leading = buttons.filter(({ url, phone }) => url ?? phone);
  if (leading.length === 0) return null;
  return (
    <section aria-labelledby="buttons" className="grid gap-2">
      <h3 id="buttons" className="font-semibold text-foreground">
        {t("templates:drawer.buttons")}
      </h3>
      <dl className="grid gap-2 text-sm">
        {leading.map(({ text, url, phone }, index) => (
          <div key={index} className="min-w-0">
            <dt className="font-medium text-foreground">{text}</dt>
            <dd className="wrap-anywhere text-muted">
              {url
                ? t("whatsapp:bubble.opens", { url })
                : t("whatsapp:bubble.calls", { phone: formatPhone(phone ?? "") })}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
