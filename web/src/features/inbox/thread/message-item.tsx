/** One message in its bubble: where it came from, what it says, how far it came, and what was done to it later. */
import { Forward } from "lucide-react";
import type { Message } from "@/api/models";
import { BubbleButtons } from "@/shared/whatsapp/bubble-buttons";
import { MessageContent } from "../contents/message-content";
import { AiNote } from "./ai-note";
import { CampaignNote } from "./campaign-note";
import { DeliveryLine } from "./delivery-line";
import { EditMark, RevokedMark } from "./edit-mark";
import { FailureNote } from "./failure-note";
import { Quote } from "./quote";
import { Reactions } from "./reactions";
import { ReferralNote } from "./referral-note";

export function MessageItem({ message }: { message: Message }) {
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
    <li className={`flex flex-col gap-1 ${ours ? "items-end" : "items-start"}`}>
      <span className="sr-only">{ours ? "We wrote:" : "Customer wrote:"}</span>
      <Bubble message={message} />
      <Reactions reactions={message.reactions} />
      {message.ai && <AiNote ai={message.ai} />}
      {message.campaign && <CampaignNote campaign={message.campaign} />}
    </li>
  );
}

function Bubble({ message }: { message: Message }) {
  const { content, direction, quoted, referral, failure } = message;
  const look = direction === "out" ? "rounded-tr-sm bg-bubble-out" : "rounded-tl-sm bg-bubble";
  return (
    <div
      lang={content.kind === "template" ? content.language.replace("_", "-") : undefined}
      className={`max-w-[min(85%,30rem)] min-w-28 overflow-hidden rounded-xl text-[0.9rem] leading-[1.45] text-bubble-text shadow-sm ${look}`}
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
      <Forward aria-hidden="true" className="size-3.5" /> Forwarded
    </p>
  );
}
