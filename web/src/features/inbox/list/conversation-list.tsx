/** The conversations, newest first; what there is instead when there are none. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { MessagesSquare, SearchX } from "lucide-react";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { t } from "@/shared/i18n/i18n";
import { ButtonLink } from "@/shared/ui/button-link";
import { EmptyState } from "@/shared/ui/empty-state";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { conversationsQuery } from "../api/conversations-query";
import { ConversationRows } from "./conversation-rows";
import { inboxFilters, toQuery } from "./inbox-filters";

export function ConversationList({ openId }: { openId: string | undefined }) {
  const [filters] = useUrlFilters(inboxFilters);
  const query = useInfiniteQuery(conversationsQuery(toQuery(filters)));
  const conversations = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) {
    return (
      <div className="px-4">
        <RowsSkeleton rows={6} label={t("inbox:list.loading")} />
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
  if (conversations.length === 0) {
    return (
      <div className="min-h-0 overflow-y-auto">
        {Object.values(filters).some(Boolean) ? <NothingFound /> : <NobodyWrote />}
      </div>
    );
  }
  return <ConversationRows conversations={conversations} openId={openId} query={query} />;
}

function NothingFound() {
  return (
    <EmptyState
      icon={SearchX}
      title={t("inbox:list.none.title")}
      action={
        <ButtonLink variant="outline" to="/inbox">
          {t("inbox:list.none.clear")}
        </ButtonLink>
      }
    >
      {t("inbox:list.none.body")}
    </EmptyState>
  );
}

function NobodyWrote() {
  return (
    <EmptyState
      icon={MessagesSquare}
      title={t("inbox:list.empty.title")}
      action={
        <ButtonLink variant="outline" to="/numbers">
          {t("inbox:list.empty.action")}
        </ButtonLink>
      }
    >
      {t("inbox:list.empty.body")}
    </EmptyState>
  );
}
