/** The buttons under a message; here they only show what the customer can tap. */
import {
  Copy,
  CornerUpLeft,
  ExternalLink,
  IndianRupee,
  LayoutList,
  List,
  Phone,
  ShoppingBag,
  type LucideIcon,
} from "lucide-react";
import { t } from "../i18n/i18n";
import type { WhatsAppButton } from "./message";

const ICONS: Partial<Record<string, LucideIcon>> = {
  URL: ExternalLink,
  APP: ExternalLink,
  PHONE_NUMBER: Phone,
  VOICE_CALL: Phone,
  CALL_PERMISSION_REQUEST: Phone,
  COPY_CODE: Copy,
  OTP: Copy,
  FLOW: LayoutList,
  CATALOG: ShoppingBag,
  MPM: ShoppingBag,
  SPM: ShoppingBag,
  ORDER_DETAILS: IndianRupee,
};
/** WhatsApp shows up to three; of more it shows two, and the rest behind "See all options". */
const MOST = 3;

export function BubbleButtons({ buttons }: { buttons: WhatsAppButton[] }) {
  if (buttons.length <= MOST) return <Buttons buttons={buttons} />;
  return (
    <>
      <Buttons buttons={buttons.slice(0, MOST - 1)} />
      <details className="group">
        <summary
          className={`${LOOK} cursor-pointer list-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus [&::-webkit-details-marker]:hidden`}
        >
          <List aria-hidden="true" className="size-4 shrink-0" />
          {t("whatsapp:bubble.all_options")}
        </summary>
        <Buttons buttons={buttons.slice(MOST - 1)} />
      </details>
    </>
  );
}

const LOOK =
  "flex min-h-10 items-center justify-center gap-2 border-t border-current/15 px-3 py-2 text-center font-medium text-bubble-link";

function Buttons({ buttons }: { buttons: WhatsAppButton[] }) {
  return buttons.map(({ type, text }, index) => {
    const Icon = buttonIcon(type);
    return (
      <div key={`${index} ${text}`} className={LOOK}>
        <Icon aria-hidden="true" className="size-4 shrink-0" />
        <span className="wrap-anywhere">{text}</span>
      </div>
    );
  });
}

function buttonIcon(type: string): LucideIcon {
  return ICONS[type] ?? CornerUpLeft;
}
