/** The messages, newest at the bottom; older ones come as the top comes near. */
import { useId } from "react";
import type { ThreadPage } from "@/api/models";
import { formatDay } from "@/shared/format/relative-time";
import { useNow } from "@/shared/hooks/use-now";
import { LoadNear } from "../load-near";
import { byDay, type ThreadDay } from "./days";
import { MessageItem } from "./message-item";

interface ThreadMessagesProps {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isError: boolean;
    fetchNextPage: () => unknown;
  };
  pages: ThreadPage[];
}

export function ThreadMessages({ query, pages }: ThreadMessagesProps) {
  const days = byDay(pages.flatMap((page) => page.items));
  return (
    // Reversed, the area counts its scrolling from the bottom: it opens at the newest, and older ones push nothing away.
    <div
      role="region"
      aria-label="Messages"
      tabIndex={0}
      className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain bg-chat focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
    >
      <div className="mx-auto grid w-full max-w-3xl gap-1.5 px-3 py-4 sm:px-5">
        <LoadNear query={query} label="Load older messages" />
        {pages.at(-1)?.older_deleted && <OlderDeleted />}
        {days.map((day) => (
          <Day key={day.day} {...day} />
        ))}
      </div>
    </div>
  );
}

function OlderDeleted() {
  return (
    <p className="mx-auto mb-2 max-w-sm text-center text-sm text-pretty text-bubble-muted">
      Older messages were deleted after 90 days.
    </p>
  );
}

function Day({ messages }: ThreadDay) {
  const heading = useId();
  const now = useNow();
  return (
    <section aria-labelledby={heading} className="grid gap-2">
      <h2
        id={heading}
        className="sticky top-2 z-10 mx-auto my-1 w-fit rounded-full bg-bubble px-3 py-1 text-xs font-medium text-bubble-muted figures shadow-sm"
      >
        {formatDay(messages[0]?.at ?? "", now)}
      </h2>
      <ol className="grid gap-2">
        {messages.map((message) => (
          <MessageItem key={message.id} message={message} />
        ))}
      </ol>
    </section>
  );
}
