/** A message on the customer's phone, close enough to WhatsApp that nobody must imagine it. */
import { BubbleButtons } from "./bubble-buttons";
import { BubbleHeader } from "./bubble-header";
import { MarkupText } from "./markup-text";
import type { WhatsAppMessage } from "./message";

interface MessageBubbleProps {
  message: WhatsAppMessage;
  /** The language of the text, as in the template: "hi", "en_US". */
  language?: string;
}

export function MessageBubble({ message, language }: MessageBubbleProps) {
  const { header, body, footer, buttons } = message;
  return (
    <div
      lang={language?.replace("_", "-")}
      className="w-full max-w-80 overflow-hidden rounded-xl rounded-tl-sm bg-bubble text-[0.9rem] leading-[1.4] text-bubble-text shadow-sm"
    >
      <div className="grid gap-1.5 p-1.5">
        {header && <BubbleHeader header={header} />}
        <p className="px-2 pt-0.5 wrap-anywhere whitespace-pre-wrap">
          <MarkupText text={body} />
        </p>
        <div className="flex items-end justify-between gap-4 px-2 pb-0.5 text-xs text-bubble-muted">
          <span className="wrap-anywhere">{footer}</span>
          <span aria-hidden="true" className="ml-auto shrink-0 figures">
            10:24
          </span>
        </div>
      </div>
      <BubbleButtons buttons={buttons} />
    </div>
  );
}
