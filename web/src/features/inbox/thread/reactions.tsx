/** What the other side thinks of a message. */
import type { Message } from "@/api/models";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";

export function Reactions({ reactions }: Pick<Message, "reactions">) {
  if (reactions.length === 0) return null;
  return (
    <ul aria-label={t("inbox:message.reactions")} className="relative z-[1] -mt-2.5 flex gap-1 px-2">
      {reactions.map(({ emoji, direction, at }) => (
        <li
          key={direction}
          title={formatIst(at)}
          className="rounded-full bg-bubble px-2 py-0.5 text-sm text-bubble-text shadow-sm ring-1 ring-chat"
        >
          <span className="sr-only">
            {direction === "in" ? t("inbox:message.customerReacted") : t("inbox:message.weReacted")}
          </span>{" "}
          {emoji}
        </li>
      ))}
    </ul>
  );
}
