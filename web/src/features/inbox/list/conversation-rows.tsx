/** The rows of the list: only those in sight are drawn, and the arrow keys walk through all of them. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, type KeyboardEvent } from "react";
import type { Conversation } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { LoadNear } from "../load-near";
import { ConversationRow } from "./conversation-row";
import { rowAfter } from "./row-keys";

const ROW_REM = 5.375;
/** Rows drawn above and below those in sight: the arrow keys find the next one there. */
const OVERSCAN = 6;

interface ConversationRowsProps {
  conversations: Conversation[];
  openId: string | undefined;
  query: {
    isPlaceholderData: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isError: boolean;
    fetchNextPage: () => unknown;
  };
}

export function ConversationRows({ conversations, openId, query }: ConversationRowsProps) {
  const area = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: conversations.length,
    getScrollElement: () => area.current,
    estimateSize: rowHeight,
    overscan: OVERSCAN,
    getItemKey: (index) => conversations[index]?.id ?? index,
  });

  const walk = (event: KeyboardEvent) => {
    const at = Number((event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row);
    const next = rowAfter(event.key, at, conversations.length);
    if (next === null) return;
    event.preventDefault();
    const row = () => area.current?.querySelector<HTMLElement>(`[data-row="${next}"]`);
    // A neighbour is drawn already: at once, or a key held down would find the focus where it was. An end is drawn first.
    const drawn = row();
    virtualizer.scrollToIndex(next);
    if (drawn) drawn.focus({ preventScroll: true });
    else requestAnimationFrame(() => row()?.focus());
  };

  return (
    <div ref={area} className="min-h-0 flex-1 overflow-y-auto overscroll-contain border-t border-separator">
      {/* The keys walk between links, which keep all that links can do. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul
        aria-label={t("inbox:list.label")}
        aria-busy={query.isPlaceholderData}
        onKeyDown={walk}
        className="relative aria-busy:opacity-60"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start, size }) => {
          const conversation = conversations[index];
          return (
            conversation && (
              <ConversationRow
                key={conversation.id}
                conversation={conversation}
                isOpen={conversation.id === openId}
                index={index}
                place={{ height: size, transform: `translateY(${start}px)` }}
              />
            )
          );
        })}
      </ul>
      <LoadNear query={query} label={t("inbox:list.more")} />
    </div>
  );
}

/** Three lines of one height each, so that no row has to be measured; it grows with the reader's font size. */
function rowHeight(): number {
  return ROW_REM * (parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
}
