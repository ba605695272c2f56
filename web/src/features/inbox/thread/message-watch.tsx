/** Tells screen readers what arrives in the open conversation; what was there when it opened is no news. */
import { useState } from "react";
import type { Conversation, Message } from "@/api/models";
import { customerName } from "../customer";

interface MessageWatchProps {
  conversation: Conversation;
  newest: Message | undefined;
}

export function MessageWatch({ conversation, newest }: MessageWatchProps) {
  const [seen, setSeen] = useState(newest?.id);
  const [news, setNews] = useState("");
  if (newest && newest.id !== seen) {
    setSeen(newest.id);
    const { customer, last_message } = conversation;
    const sender = newest.direction === "in" ? customerName(customer) : "Us";
    setNews(`New message from ${sender}: ${last_message?.text ?? ""}`);
  }
  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  );
}
