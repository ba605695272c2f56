/** What waits for the admin, each with the way to it; and when nothing does, that. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import { campaignsQuery } from "@/features/campaigns/api/campaigns-query";
import { notificationsQuery } from "@/features/notifications/api/notifications-query";
import { numbersQuery } from "@/shared/api/numbers";
import { templatesQuery } from "@/shared/api/templates";
import { useNow } from "@/shared/hooks/use-now";
import { t } from "@/shared/i18n/i18n";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { HomeSection } from "./home-section";
import { needsOf, type Need } from "./needs";

const NEWEST_FAILED = 5;

interface NeedsMeProps {
  /** Before the first campaign the page teaches how to begin; that all is well would be in the way. */
  isNew: boolean;
}

export function NeedsMe({ isNew }: NeedsMeProps) {
  const { needs, error, retry } = useNeeds();
  if (isNew && !needs?.length) return null;
  return (
    <HomeSection title={t("home:needs.title")}>
      {error && !needs && <ProblemNotice error={error} onRetry={retry} />}
      {!error && !needs && <RowsSkeleton rows={1} label={t("common:loading")} />}
      {needs?.length === 0 && <AllWell />}
      {needs && needs.length > 0 && (
        <ul className="divide-y divide-separator overflow-hidden panel">
          {needs.map((need) => (
            <NeedRow key={need.id} need={need} />
          ))}
        </ul>
      )}
    </HomeSection>
  );
}

function useNeeds() {
  const now = useNow();
  const numbers = useQuery(numbersQuery);
  const failed = useInfiniteQuery(campaignsQuery({ status: ["failed"] }, NEWEST_FAILED));
  const quarantined = useInfiniteQuery(templatesQuery({ quarantined: true, category: "UTILITY" }));
  const news = useInfiniteQuery(notificationsQuery);
  const known = numbers.data && failed.data && quarantined.data && news.data;
  const needs = known
    ? needsOf(
        {
          numbers: numbers.data,
          failed: failed.data.pages.flatMap((page) => page.items),
          quarantined: quarantined.data.pages.flatMap((page) => page.items),
          news: news.data.pages.flatMap((page) => page.items),
        },
        now,
      )
    : null;
  const queries = [numbers, failed, quarantined, news];
  return {
    needs,
    error: queries.find((query) => query.error)?.error ?? null,
    retry: () => queries.filter((query) => query.error).forEach((query) => void query.refetch()),
  };
}

function NeedRow({ need: { tone, what, why, action } }: { need: Need }) {
  const Icon = tone === "danger" ? CircleAlert : TriangleAlert;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 sm:flex-nowrap sm:px-5">
      <Icon
        aria-hidden="true"
        className={`size-5 shrink-0 ${tone === "danger" ? "text-danger" : "text-warning"}`}
      />
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere">{what}</p>
        {why && (
          <p lang="en" className="line-clamp-2 text-sm wrap-anywhere text-muted">
            {why}
          </p>
        )}
      </div>
      <Link
        to={action.to}
        aria-label={`${action.label}: ${what}`}
        className="ms-9 inline-flex min-h-11 shrink-0 items-center rounded px-1 text-sm font-semibold text-accent hover:underline focus-visible:outline-2 focus-visible:outline-focus sm:ms-0 sm:min-h-8"
      >
        {action.label}
      </Link>
    </li>
  );
}

function AllWell() {
  return (
    <div className="flex items-center gap-3 panel px-4 py-4 sm:px-5">
      <CircleCheck aria-hidden="true" className="size-5 shrink-0 text-success" />
      <p>
        <span className="font-medium">{t("home:needs.well")}</span>{" "}
        <span className="text-muted">{t("home:needs.wellMeans")}</span>
      </p>
    </div>
  );
}
