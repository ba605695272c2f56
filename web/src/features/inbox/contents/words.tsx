/** A message's text with WhatsApp's markup, its line breaks, and the direction of its script. */
import { MarkupText } from "@/shared/whatsapp/markup-text";

export function Words({ text }: { text: string }) {
  return (
    <p dir="auto" className="px-2 wrap-anywhere whitespace-pre-wrap">
      <MarkupText text={text} />
    </p>
  );
}
