/** The conversations as rows, newest first; more come as the end comes near. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { MessagesSquare, SearchX } from "lucide-react";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { ButtonLink } from "@/shared/ui/button-link";
import { EmptyState } from "@/shared/ui/empty-state";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { conversationsQuery } from "../api/conversations-query";
import { LoadNear } from "../load-near";
import { ConversationRow } from "./conversation-row";
import { inboxFilters, toQuery } from "./inbox-filters";

export function ConversationList({ openId }: { openId: string | undefined }) {
  const [filters] = useUrlFilters(inboxFilters);
  const query = useInfiniteQuery(conversationsQuery(toQuery(filters)));
  const conversations = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) {
    return (
      <div className="px-4">
        <RowsSkeleton rows={6} label="Loading conversations" />
      </div>
    );
  }
  if (query.error && conversations.length === 0) {
    return (
      <div className="px-4">
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  if (conversations.length === 0) return <NoConversations filtered={Object.values(filters).some(Boolean)} />;
  return (
    <>
      <ul
        aria-label="Conversations"
        aria-busy={query.isPlaceholderData}
        className="divide-y divide-separator border-y border-separator aria-busy:opacity-60"
      >
        {conversations.map((conversation) => (
          <ConversationRow
            key={conversation.id}
            conversation={conversation}
            isOpen={conversation.id === openId}
          />
        ))}
      </ul>
      <LoadNear query={query} label="Load more" />
    </>
  );
}

function NoConversations({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState icon={SearchX} title="No conversation found">
        Search by any part of a phone number or name. Conversations whose last message is older than 90 days
        are gone.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={MessagesSquare}
      title="Nobody has written yet"
      action={
        <ButtonLink variant="outline" to="/numbers">
          See your numbers
        </ButtonLink>
      }
    >
      What customers write to your numbers, what AI answers and what campaigns send appears here, one
      conversation for each customer and number.
    </EmptyState>
  );
}
