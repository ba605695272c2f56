/** The end of what is loaded: the next page comes by itself when it comes into sight, and by a button for the keyboard. */
import { useEffect, useRef } from "react";
import { t } from "@/shared/i18n/i18n";
import { PendingButton } from "@/shared/ui/pending-button";

interface LoadNearProps {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isError: boolean;
    fetchNextPage: () => unknown;
  };
  label: string;
}

export function LoadNear({ query, label }: LoadNearProps) {
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  const edge = useRef<HTMLDivElement>(null);
  // After a failure only the button tries again: the edge would stay in sight and ask without end.
  const waits = hasNextPage && !isFetchingNextPage && !isError;
  useEffect(() => {
    if (!waits || !edge.current) return;
    const observer = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) fetchNextPage();
    });
    observer.observe(edge.current);
    return () => observer.disconnect();
  }, [waits, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    // The browser holds on to something in sight while content grows; at the top of a thread that must be a message, not this.
    <div ref={edge} className="flex justify-center py-4 [overflow-anchor:none]">
      <PendingButton variant="outline" isPending={isFetchingNextPage} onPress={() => fetchNextPage()}>
        {isFetchingNextPage ? t("inbox:list.loadingMore") : label}
      </PendingButton>
    </div>
  );
}
