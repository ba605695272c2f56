/** What waits for the admin, each with the way to it; and when nothing does, that. */
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import { t } from "@/shared/i18n/i18n";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { HomeSection } from "./home-section";
import type { Need } from "./needs";
import type { useNeeds } from "./use-needs";

interface NeedsMeProps extends Pick<ReturnType<typeof useNeeds>, "needs" | "error" | "retry"> {
  /** Before the first campaign the page teaches how to begin; that all is well would be in the way. */
  isNew: boolean;
}

export function NeedsMe({ isNew, needs, error, retry }: NeedsMeProps) {
  if (isNew && !needs?.length) return null;
  return (
    <HomeSection title={t("home:needs.title")}>
      {error && !needs && <ProblemNotice error={error} onRetry={retry} />}
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

function NeedRow({ need: { tone, what, why, language, action } }: { need: Need }) {
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
          <p lang={language} className="line-clamp-2 text-sm wrap-anywhere text-muted">
            {why}
          </p>
        )}
      </div>
      {action && (
        <Link
          to={action.to}
          aria-label={`${action.label}: ${what}`}
          className="ms-9 inline-flex min-h-11 shrink-0 items-center rounded px-1 text-sm font-semibold text-accent hover:underline focus-visible:outline-2 focus-visible:outline-focus sm:ms-0 sm:min-h-8"
        >
          {action.label}
        </Link>
      )}
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
