/** One conversation in the list: who, what was said last and when, and on which number. */
import type { CSSProperties } from "react";
import { Link, useLocation } from "react-router";
import type { Conversation, LastMessage } from "@/api/models";
import { formatDay } from "@/shared/format/relative-time";
import { formatIst, formatIstClock, istDate } from "@/shared/format/time";
import { useNow } from "@/shared/hooks/use-now";
import { t } from "@/shared/i18n/i18n";
import { customerAddress, customerName } from "../customer";
import { DeliveryTick } from "../delivery-tick";
import { summaryLine } from "../summary";

interface ConversationRowProps {
  conversation: Conversation;
  isOpen: boolean;
  index: number;
  /** Where it stands in the list, of which only the part in sight is drawn. */
  place: CSSProperties;
}

export function ConversationRow({ conversation, isOpen, index, place }: ConversationRowProps) {
  const { id, customer, number, last_message, last_message_at } = conversation;
  const { search } = useLocation();
  const name = customerName(customer);
  const address = customerAddress(customer);
  return (
    <li aria-setsize={-1} aria-posinset={index + 1} className="absolute inset-x-0 top-0" style={place}>
      <Link
        to={{ pathname: `/inbox/${id}`, search }}
        data-row={index}
        aria-current={isOpen ? "page" : undefined}
        className="grid h-full content-center gap-0.5 border-b border-separator px-4 hover:bg-surface-secondary focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus aria-[current=page]:bg-accent-soft"
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-semibold figures">{name}</span>
          <Moment at={last_message_at} />
        </span>
        <span className="flex min-w-0 items-center gap-1.5 text-sm">
          {last_message ? (
            <LastLine message={last_message} />
          ) : (
            <span className="truncate text-muted italic">{t("inbox:list.gone")}</span>
          )}
        </span>
        <span className="truncate text-xs text-muted figures">
          {name === address ? number.display_name : `${address} · ${number.display_name}`}
        </span>
      </Link>
    </li>
  );
}

function LastLine({ message: { summary, direction, status } }: { message: LastMessage }) {
  return (
    <>
      {direction === "out" && (
        <span className="text-muted">
          <DeliveryTick status={status} />
        </span>
      )}
      <span className="truncate" dir="auto">
        {summaryLine(summary)}
      </span>
    </>
  );
}

/** The time of today's, else the day. */
function Moment({ at }: { at: string }) {
  const now = useNow();
  const isToday = istDate(new Date(at)) === istDate(now);
  return (
    <time dateTime={at} title={formatIst(at)} className="shrink-0 text-xs text-muted figures">
      {isToday ? formatIstClock(at) : formatDay(at, now)}
    </time>
  );
}
