/** The messages, newest at the bottom; older ones come as the top comes near. */
import { useId } from "react";
import type { ThreadPage } from "@/api/models";
import { formatDay } from "@/shared/format/relative-time";
import { useNow } from "@/shared/hooks/use-now";
import { t } from "@/shared/i18n/i18n";
import { LoadNear } from "../load-near";
import { byDay, continues, type ThreadDay } from "./days";
import { LoadedMessages } from "./loaded-messages";
import { MessageItem } from "./message-item";
import { NewestButton } from "./newest-button";
import { useAtNewest } from "./use-at-newest";

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
  const messages = pages.flatMap((page) => page.items);
  const phone = pages[0]?.conversation.customer.phone ?? null;
  const { area, onScroll, isAway, unseen, goToNewest } = useAtNewest(messages);
  return (
    <LoadedMessages value={new Set(messages.map(({ id }) => id))}>
      <div className="relative flex min-h-0 flex-1 flex-col">
        {/* Reversed, the area counts its scrolling from the bottom: it opens at the newest, and older ones push nothing away. */}
        <div
          ref={area}
          role="region"
          aria-label={t("inbox:thread.messages")}
          tabIndex={0}
          onScroll={onScroll}
          className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain bg-chat focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
        >
          <div className="mx-auto grid w-full max-w-3xl gap-1.5 px-3 py-4 sm:px-5">
            <LoadNear query={query} label={t("inbox:thread.older")} />
            {pages.at(-1)?.older_deleted && <OlderDeleted />}
            {byDay(messages).map((day) => (
              <Day key={day.day} {...day} phone={phone} />
            ))}
          </div>
        </div>
        {isAway && <NewestButton unseen={unseen} onPress={goToNewest} />}
      </div>
    </LoadedMessages>
  );
}

function OlderDeleted() {
  return (
    <p className="mx-auto mb-2 max-w-sm text-center text-sm text-pretty text-bubble-muted">
      {t("inbox:thread.olderDeleted")}
    </p>
  );
}

function Day({ messages, phone }: ThreadDay & { phone: string | null }) {
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
        {messages.map((message, index) => (
          <MessageItem
            key={message.id}
            message={message}
            continues={continues(messages[index - 1], message)}
            phone={phone}
          />
        ))}
      </ol>
    </section>
  );
}
