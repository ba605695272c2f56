/** One conversation in the list: who, what was said last and when, and on which number. */
import { Link, useLocation } from "react-router";
import type { Conversation, LastMessage } from "@/api/models";
import { formatDay } from "@/shared/format/relative-time";
import { formatIst, formatIstClock } from "@/shared/format/time";
import { useNow } from "@/shared/hooks/use-now";
import { customerAddress, customerName } from "../customer";
import { DeliveryTick } from "../delivery-tick";

interface ConversationRowProps {
  conversation: Conversation;
  isOpen: boolean;
}

export function ConversationRow({ conversation, isOpen }: ConversationRowProps) {
  const { id, customer, number, last_message, last_message_at } = conversation;
  const { search } = useLocation();
  const name = customerName(customer);
  const address = customerAddress(customer);
  return (
    // Rows out of sight are not laid out: thousands of them stay light, and all can still be found in the page.
    <li className="[contain-intrinsic-size:auto_5.5rem] [content-visibility:auto]">
      <Link
        to={{ pathname: `/inbox/${id}`, search }}
        aria-current={isOpen ? "page" : undefined}
        className="grid gap-0.5 px-4 py-3 hover:bg-surface-secondary focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus aria-[current=page]:bg-accent-soft"
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-semibold figures">{name}</span>
          <Moment at={last_message_at} />
        </span>
        <span className="flex min-w-0 items-center gap-1.5 text-sm">
          {last_message ? (
            <LastLine message={last_message} />
          ) : (
            <span className="text-muted italic">Messages deleted after 90 days</span>
          )}
        </span>
        <span className="truncate text-xs text-muted figures">
          {name === address ? number.display_name : `${address} · ${number.display_name}`}
        </span>
      </Link>
    </li>
  );
}

function LastLine({ message: { text, direction, status } }: { message: LastMessage }) {
  return (
    <>
      {direction === "out" && (
        <span className="text-muted">
          <DeliveryTick status={status} />
        </span>
      )}
      <span className="truncate" dir="auto">
        {text}
      </span>
    </>
  );
}

/** The time of today's, else the day. */
function Moment({ at }: { at: string }) {
  const now = useNow();
  const day = formatDay(at, now);
  return (
    <time dateTime={at} title={formatIst(at)} className="shrink-0 text-xs text-muted figures">
      {day === "Today" ? formatIstClock(at) : day}
    </time>
  );
}
