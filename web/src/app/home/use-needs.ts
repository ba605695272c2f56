/** What waits for the admin, from everything that can say so. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { summaryQuery } from "@/features/analytics/api/summary-query";
import { campaignsQuery } from "@/features/campaigns/api/campaigns-query";
import { notificationsQuery } from "@/features/notifications/api/notifications-query";
import { numbersQuery } from "@/shared/api/numbers";
import { templatesQuery } from "@/shared/api/templates";
import { useNow } from "@/shared/hooks/use-now";
import { needsOf } from "./needs";

const NEWEST_FAILED = 5;

export function useNeeds() {
  const now = useNow();
  const numbers = useQuery(numbersQuery);
  const failed = useInfiniteQuery(campaignsQuery({ status: ["failed"] }, NEWEST_FAILED));
  const quarantined = useInfiniteQuery(templatesQuery({ quarantined: true, category: "UTILITY" }));
  const news = useInfiniteQuery(notificationsQuery);
  const summary = useQuery(summaryQuery);
  const known = numbers.data && failed.data && quarantined.data && news.data && summary.data;
  const needs = known
    ? needsOf(
        {
          numbers: numbers.data,
          failed: failed.data.pages.flatMap((page) => page.items),
          quarantined: quarantined.data.pages.flatMap((page) => page.items),
          news: news.data.pages.flatMap((page) => page.items),
          setAside: summary.data.set_aside_items,
        },
        now,
      )
    : null;
  const queries = [numbers, failed, quarantined, news, summary];
  return {
    needs,
    isPending: queries.some((query) => query.isPending),
    error: queries.find((query) => query.error)?.error ?? null,
    retry: () => queries.filter((query) => query.error).forEach((query) => void query.refetch()),
  };
}
