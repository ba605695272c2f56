/** A campaign's progress as one bar: read, delivered, sent and failed side by side. */
import type { Campaign } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { failedAfterSending, progressShare, share } from "./campaign-progress";

interface CampaignBarProps {
  campaign: Campaign;
  size?: "sm" | "md";
}

export function CampaignBar({ campaign, size = "sm" }: CampaignBarProps) {
  const percent = progressShare(campaign) * 100;
  return (
    // Of itself, not HeroUI's: the overview shows it first of all.
    <div
      role="progressbar"
      aria-label={t("campaigns:progress.label", { name: campaign.name })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      className="w-full"
    >
      <div
        className={`flex w-full overflow-hidden rounded-full bg-default ${size === "sm" ? "h-2" : "h-3.5"}`}
      >
        {segments(campaign).map(({ key, part, className }) => (
          <div
            key={key}
            className={`h-full transition-[width] duration-700 ease-out motion-reduce:transition-none ${className}`}
            style={{ width: `${part * 100}%` }}
          />
        ))}
      </div>
    </div>
  );
}

function segments(campaign: Campaign) {
  const { valid_contacts: all, total_sent, total_delivered, total_read, total_failed } = campaign;
  const part = (count: number) => share(Math.max(0, count), all) ?? 0;
  const moving = campaign.status === "running" ? "sheen" : "";
  return [
    { key: "read", part: part(total_read), className: "bg-accent" },
    { key: "delivered", part: part(total_delivered - total_read), className: "bg-accent/70" },
    {
      key: "sent",
      part: part(total_sent - total_delivered - failedAfterSending(campaign)),
      className: `bg-accent/40 ${moving}`,
    },
    { key: "failed", part: part(total_failed), className: "bg-danger" },
  ];
}
