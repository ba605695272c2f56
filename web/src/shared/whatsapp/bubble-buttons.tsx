/** The buttons under a message; here they only show what the customer can tap. */
import { CornerUpLeft, Copy, ExternalLink, Phone, type LucideIcon } from "lucide-react";
import type { WhatsAppMessage } from "./message";

const ICONS: Partial<Record<string, LucideIcon>> = {
  URL: ExternalLink,
  PHONE_NUMBER: Phone,
  COPY_CODE: Copy,
};

export function BubbleButtons({ buttons }: Pick<WhatsAppMessage, "buttons">) {
  return buttons.map(({ type, text }, index) => (
    <BubbleButton key={`${index} ${text}`} type={type} text={text} />
  ));
}

function BubbleButton({ type, text }: { type: string; text: string }) {
  const Icon = ICONS[type] ?? CornerUpLeft;
  return (
    <div className="flex min-h-10 items-center justify-center gap-2 border-t border-current/15 px-3 py-2 text-center font-medium text-bubble-link">
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <span className="wrap-anywhere">{text}</span>
    </div>
  );
}
