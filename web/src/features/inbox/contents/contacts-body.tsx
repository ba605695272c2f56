/** Cards of an address book. */
import { UserRound } from "lucide-react";
import type { ContentOf } from "@/api/models";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";

type Card = ContentOf<"contacts">["contacts"][number];

export function ContactsBody({ content: { contacts } }: { content: ContentOf<"contacts"> }) {
  return (
    <ul className="grid gap-1.5">
      {contacts.map((card, index) => (
        // Cards have no identity of their own, and their order never changes.
        <CardRow key={index} card={card} />
      ))}
    </ul>
  );
}

function CardRow({ card: { name, is_named, organization, phones, emails } }: { card: Card }) {
  return (
    <li className="flex gap-3 rounded-lg bg-current/8 p-2.5">
      <span className="grid size-9 shrink-0 place-items-center rounded-full bg-current/10">
        <UserRound aria-hidden="true" className="size-5" />
      </span>
      <div className="grid min-w-0 text-sm">
        <p className="text-[0.9rem] font-medium wrap-anywhere">
          {is_named ? name : t("inbox:content.contacts.unnamed")}
        </p>
        {[organization, ...phones.map(formatPhone), ...emails].filter(Boolean).map((line) => (
          <p key={line} className="wrap-anywhere text-bubble-muted figures">
            {line}
          </p>
        ))}
      </div>
    </li>
  );
}
