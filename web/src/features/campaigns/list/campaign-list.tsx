/** Campaigns as cards, for phones: only those in sight are drawn. */
import type { Campaign } from "@/api/models";
import { CampaignCard } from "./campaign-card";
import { useWindowRows } from "./use-window-rows";

const CARD_HEIGHT = 132;

export function CampaignList({ campaigns }: { campaigns: Campaign[] }) {
  const { start, items, measure, above, below } = useWindowRows(
    campaigns.length,
    CARD_HEIGHT,
    (index) => campaigns[index]?.id ?? index,
  );
  return (
    <div ref={start} className="@container overflow-hidden panel">
      <ul className="divide-y divide-separator" style={{ paddingTop: above, paddingBottom: below }}>
        {items.map(({ index, key }) => (
          <li
            key={key}
            data-index={index}
            ref={measure}
            aria-setsize={campaigns.length}
            aria-posinset={index + 1}
          >
            {campaigns[index] && <CampaignCard campaign={campaigns[index]} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
