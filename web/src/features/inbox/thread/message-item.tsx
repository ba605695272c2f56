/** One message in its bubble: where it came from, what it says, how far it came, and what was done to it later. */
import { Forward } from "lucide-react";
import type { Message } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { BubbleButtons } from "@/shared/whatsapp/bubble-buttons";
import { MessageContent } from "../contents/message-content";
import { AiNote } from "./ai-note";
import { CampaignNote } from "./campaign-note";
import { DeliveryLine } from "./delivery-line";
import { EditMark, RevokedMark } from "./edit-mark";
import { FailureNote } from "./failure-note";
import { messageElementId } from "./loaded-messages";
import { Quote } from "./quote";
import { Reactions } from "./reactions";
import { ReferralNote } from "./referral-note";

interface MessageItemProps {
  message: Message;
  /** It follows another of the same side at once: they stand together. */
  continues: boolean;
  /** The customer's number. */
  phone: string | null;
}

export function MessageItem({ message, continues, phone }: MessageItemProps) {
  const { content, direction } = message;
  if (content.kind === "system") {
    return (
      <li className="mx-auto max-w-md rounded-lg bg-bubble px-3 py-1.5 text-center text-sm wrap-anywhere text-bubble-muted shadow-sm">
        <MessageContent content={content} />
      </li>
    );
  }
  const ours = direction === "out";
  return (
    <li
      id={messageElementId(message.id)}
      tabIndex={-1}
      className={`group flex flex-col gap-1 outline-none ${continues ? "-mt-1.5" : ""} ${ours ? "items-end" : "items-start"}`}
    >
      <span className="sr-only">{ours ? t("inbox:message.ours") : t("inbox:message.theirs")}</span>
      <Bubble message={message} continues={continues} />
      <Reactions reactions={message.reactions} />
      {message.ai && <AiNote ai={message.ai} />}
      {message.campaign && <CampaignNote campaign={message.campaign} phone={phone} />}
    </li>
  );
}

function Bubble({ message, continues }: Pick<MessageItemProps, "message" | "continues">) {
  const { content, direction, quoted, referral, failure } = message;
  const ours = direction === "out";
  // Only the first of several has the corner that points at its side.
  const corner = continues ? "" : ours ? "rounded-tr-sm" : "rounded-tl-sm";
  return (
    <div
      lang={content.kind === "template" ? content.language.replace("_", "-") : undefined}
      className={`max-w-[min(85%,30rem)] min-w-28 overflow-hidden rounded-xl text-[0.9rem] leading-[1.45] text-bubble-text shadow-sm group-focus:ring-2 group-focus:ring-focus ${corner} ${ours ? "bg-bubble-out" : "bg-bubble"}`}
    >
      <div className="grid gap-1.5 p-1.5">
        {message.is_forwarded && <Forwarded />}
        {quoted && <Quote quoted={quoted} />}
        {referral && <ReferralNote referral={referral} />}
        <div className={message.revoked_at ? "opacity-75" : ""}>
          <MessageContent content={content} />
        </div>
        {message.revoked_at && <RevokedMark at={message.revoked_at} />}
        {message.edited_at && <EditMark at={message.edited_at} original={message.original} />}
        {failure && <FailureNote failure={failure} />}
        <DeliveryLine message={message} />
      </div>
      {content.kind === "template" && <BubbleButtons buttons={content.buttons} />}
    </div>
  );
}

function Forwarded() {
  return (
    <p className="flex items-center gap-1.5 px-2 text-xs text-bubble-muted italic">
      <Forward aria-hidden="true" className="size-3.5" /> {t("inbox:message.forwarded")}
    </p>
  );
}
