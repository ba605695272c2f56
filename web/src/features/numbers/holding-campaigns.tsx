/** The campaigns for which a number cannot be deleted, each with the way to it. */
import { Skeleton } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { holdingCampaignsQuery } from "./api/holding-campaigns-query";

export function HoldingCampaigns({ numberId }: { numberId: number }) {
  const { data: campaigns, isPending } = useQuery(holdingCampaignsQuery(numberId));
  return (
    <InlineAlert tone="danger" title={t("numbers:delete.held_title")}>
      <p>{t("numbers:delete.held")}</p>
      {isPending && <Skeleton className="mt-2 h-6 rounded-md" />}
      <ul className="mt-1 grid empty:hidden">
        {campaigns?.map(({ id, name, status }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-2">
            <Link
              to={`/campaigns/${id}`}
              className="inline-flex min-h-11 items-center rounded font-semibold underline underline-offset-4 focus-visible:outline-2 focus-visible:outline-focus"
            >
              {name}
            </Link>
            <span>{t(`numbers:delete.status.${status}`)}</span>
          </li>
        ))}
      </ul>
    </InlineAlert>
  );
}
