/** The end of a list that has more. */
import { t } from "../i18n/i18n";
import { PendingButton } from "./pending-button";

interface LoadMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

export function LoadMore({ query }: LoadMoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <div className="flex justify-center py-4">
      <PendingButton
        variant="outline"
        isPending={query.isFetchingNextPage}
        onPress={() => void query.fetchNextPage()}
      >
        {query.isFetchingNextPage ? t("common:loading") : t("common:action.loadMore")}
      </PendingButton>
    </div>
  );
}
