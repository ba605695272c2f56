/** A few campaigns as cards. The overview shows it first of all, so it brings nothing along that only long lists need. */
import type { Campaign } from "@/api/models";
import { CampaignCard } from "./campaign-card";

export function ShortList({ campaigns }: { campaigns: Campaign[] }) {
  return (
    <div className="@container overflow-hidden panel">
      <ul className="divide-y divide-separator">
        {campaigns.map((campaign) => (
          <li key={campaign.id}>
            <CampaignCard campaign={campaign} />
          </li>
        ))}
      </ul>
    </div>
  );
}
