/** Campaigns as a table: heads that sort, and only the rows in sight are drawn. */
import { memo } from "react";
import type { Campaign } from "@/api/models";
import { formatCount, formatShare } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { StatusBadge } from "../status-badge";
import type { SortId } from "./campaign-filters";
import { campaignMoment } from "./campaign-moment";
import { CampaignProgressCell } from "./campaign-progress-cell";
import { CampaignLink, CampaignTrouble } from "./campaign-words";
import { SortHead } from "./sort-head";
import { useWindowRows } from "./use-window-rows";

const ROW_HEIGHT = 73;
const COLUMNS = 6;

interface CampaignTableProps {
  campaigns: Campaign[];
  sort: SortId;
  onSort: (sort: SortId) => void;
}

export function CampaignTable({ campaigns, sort, onSort }: CampaignTableProps) {
  const { start, items, measure, above, below } = useWindowRows(
    campaigns.length,
    ROW_HEIGHT,
    (index) => campaigns[index]?.id ?? index,
  );
  const head = { sort, onSort };
  return (
    <div ref={start} className="overflow-hidden panel">
      <table className="w-full table-fixed text-left text-sm figures" aria-rowcount={campaigns.length + 1}>
        <caption className="sr-only">{t("campaigns:list.title")}</caption>
        <thead className="border-b bg-surface-secondary">
          <tr>
            <SortHead column="name" label={t("campaigns:list.column.name")} {...head} />
            <th scope="col" className="w-32 px-3 py-2 font-medium text-muted">
              {t("campaigns:list.column.status")}
            </th>
            <SortHead
              column="valid_contacts"
              label={t("campaigns:list.column.contacts")}
              className="w-28 text-right"
              {...head}
            />
            <th scope="col" className="w-44 px-3 py-2 font-medium text-muted xl:w-52">
              {t("campaigns:list.column.progress")}
            </th>
            <SortHead
              column="delivery_rate"
              label={t("campaigns:stage.delivered")}
              className="w-28 text-right"
              {...head}
            />
            <th scope="col" className="w-20 py-2 pr-5 pl-3 text-right font-medium text-muted">
              {t("campaigns:stage.read")}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-separator">
          {above > 0 && <Gap height={above} />}
          {items.map(({ index, key }) => (
            <tr
              key={key}
              data-index={index}
              ref={measure}
              aria-rowindex={index + 2}
              className="relative align-top transition-colors hover:bg-surface-secondary/60"
            >
              {campaigns[index] && <CampaignCells campaign={campaigns[index]} />}
            </tr>
          ))}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </table>
    </div>
  );
}

/** Drawn anew only when its own figures have changed: the query keeps what is equal. */
const CampaignCells = memo(function CampaignCells({ campaign }: { campaign: Campaign }) {
  return (
    <>
      <th scope="row" className="py-3.5 pr-3 pl-5 text-left font-normal">
        <div className="grid">
          <CampaignLink campaign={campaign} />
        </div>
        <p className="mt-0.5 truncate text-muted">
          {campaign.number.display_name} · {campaignMoment(campaign)}
        </p>
        <CampaignTrouble campaign={campaign} />
      </th>
      <td className="px-3 py-3.5">
        <StatusBadge status={campaign.status} />
      </td>
      <td className="px-3 py-3.5 text-right">{formatCount(campaign.valid_contacts)}</td>
      <td className="px-3 py-4">
        <CampaignProgressCell campaign={campaign} />
      </td>
      <td className="px-3 py-3.5 text-right font-medium">{formatShare(campaign.delivery_rate)}</td>
      <td className="py-3.5 pr-5 pl-3 text-right font-medium">{formatShare(campaign.read_rate)}</td>
    </>
  );
});

/** Stands for the rows out of sight. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={COLUMNS} style={{ height, padding: 0 }} />
    </tr>
  );
}
