/** When a message was written; for ours also how far it came, and when, on demand. */
import { useState } from "react";
import type { Message } from "@/api/models";
import { formatIst, formatIstClock } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { DeliveryTick } from "../delivery-tick";

export function DeliveryLine({ message }: { message: Message }) {
  if (message.direction === "in") {
    return (
      <p className="px-2 pb-0.5 text-right text-xs text-bubble-muted figures">
        <time dateTime={message.at} title={formatIst(message.at)}>
          {formatIstClock(message.at)}
        </time>
      </p>
    );
  }
  return <OurDelivery message={message} />;
}

function OurDelivery({ message }: { message: Message }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="grid justify-items-end gap-1 px-1 text-xs text-bubble-muted figures">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        title={stepsOf(message)
          .map(([word, at]) => `${word} ${formatIst(at)}`)
          .join("\n")}
        className="flex min-h-6 cursor-pointer items-center gap-1 rounded px-1 focus-visible:outline-2 focus-visible:outline-focus"
      >
        <time dateTime={message.at}>{formatIstClock(message.at)}</time>
        <DeliveryTick status={message.status} />
      </button>
      {open && (
        <dl className="grid w-full gap-0.5 px-1 pb-1">
          {stepsOf(message).map(([word, at]) => (
            <div key={word} className="flex justify-between gap-4">
              <dt>{word}</dt>
              <dd>{formatIst(at)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function stepsOf({ at, delivered_at, read_at, failed_at }: Message): [string, string][] {
  const steps: [string, string | null][] = [
    [t("inbox:tick.sent"), at],
    [t("inbox:tick.delivered"), delivered_at],
    [t("inbox:tick.read"), read_at],
    [t("inbox:tick.failed"), failed_at],
  ];
  return steps.filter((step): step is [string, string] => step[1] !== null);
}
