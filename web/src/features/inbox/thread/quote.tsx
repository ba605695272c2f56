/** The message this one answers, in a line; pressed, it leads there if it is loaded. */
import type { Message } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { summaryLine } from "../summary";
import { goToMessage, useLoaded } from "./loaded-messages";

type Quoted = NonNullable<Message["quoted"]>;

const LOOK = "block w-full rounded-lg border-l-4 border-accent bg-current/8 px-2.5 py-1.5 text-left text-sm";

export function Quote({ quoted }: { quoted: Quoted }) {
  const loaded = useLoaded();
  const { id } = quoted;
  if (id === null || !loaded.has(id)) {
    return (
      <blockquote className={LOOK}>
        <Lines quoted={quoted} />
      </blockquote>
    );
  }
  return (
    <blockquote>
      <button
        type="button"
        title={t("inbox:message.goToQuoted")}
        onClick={() => goToMessage(id)}
        className={`${LOOK} cursor-pointer focus-visible:outline-2 focus-visible:outline-focus`}
      >
        <Lines quoted={quoted} />
      </button>
    </blockquote>
  );
}

function Lines({ quoted: { direction, summary } }: { quoted: Quoted }) {
  return (
    <>
      <span className="block text-xs font-semibold">{author(direction)}</span>
      <span className="line-clamp-2 wrap-anywhere text-bubble-muted">
        {summary ? summaryLine(summary) : t("inbox:message.quotedGone")}
      </span>
    </>
  );
}

function author(direction: Quoted["direction"]): string {
  if (direction === null) return t("inbox:message.replyTo");
  return direction === "out" ? t("inbox:message.replyToUs") : t("inbox:message.replyToCustomer");
}
