/** A message on the customer's phone, close enough to WhatsApp that nobody must imagine it. */
import { Gift } from "lucide-react";
import { t } from "../i18n/i18n";
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
  const lang = language?.replace("_", "-");
  return (
    <>
      <Bubble message={message} lang={lang} className="w-full max-w-80 rounded-tl-sm" />
      {message.cards && <Cards cards={message.cards} lang={lang} />}
    </>
  );
}

function Bubble({
  message,
  lang,
  className,
}: {
  message: WhatsAppMessage;
  lang: string | undefined;
  className: string;
}) {
  const { header, offer, body, footer, buttons } = message;
  return (
    <div
      lang={lang}
      className={`overflow-hidden rounded-xl bg-bubble text-[0.9rem] leading-[1.4] text-bubble-text shadow-sm ${className}`}
    >
      <div className="grid gap-1.5 p-1.5">
        {header && <BubbleHeader header={header} />}
        {offer && <Offer text={offer} />}
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

function Offer({ text }: { text: string }) {
  return (
    <div className="flex items-center gap-3 rounded-lg bg-current/8 p-2.5">
      <Gift aria-hidden="true" className="size-5 shrink-0 text-bubble-link" />
      <span className="min-w-0">
        <span className="block text-sm font-medium wrap-anywhere">{text}</span>
        <span className="block text-xs text-bubble-muted">{t("whatsapp:bubble.offer")}</span>
      </span>
    </div>
  );
}

/** A carousel's cards, beside each other as on the phone. */
function Cards({ cards, lang }: { cards: WhatsAppMessage[]; lang: string | undefined }) {
  return (
    <div
      role="region"
      aria-label={t("whatsapp:bubble.cards")}
      tabIndex={0}
      className="flex w-full snap-x items-start gap-2.5 overflow-x-auto rounded-xl pb-2 focus-visible:outline-2 focus-visible:outline-focus"
    >
      {cards.map((card, index) => (
        <Bubble key={index} message={card} lang={lang} className="w-56 shrink-0 snap-start" />
      ))}
    </div>
  );
}
