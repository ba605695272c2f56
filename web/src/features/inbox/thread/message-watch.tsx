/** Tells screen readers what arrives in the open conversation; what was there when it opened is no news. */
import { useState } from "react";
import type { Conversation, Message } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { customerName } from "../customer";
import { summaryLine } from "../summary";

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
    const words = last_message ? summaryLine(last_message.summary) : "";
    setNews(
      newest.direction === "in"
        ? t("inbox:thread.announce.customer", { name: customerName(customer), words })
        : t("inbox:thread.announce.us", { words }),
    );
  }
  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  );
}
