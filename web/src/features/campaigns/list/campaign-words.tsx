/** A campaign's name as the link of its whole row, with what it waits for or why it stands still. */
import { Link } from "react-router";
import type { Campaign } from "@/api/models";
import { causesLanguage, causesText } from "@/shared/whatsapp/causes";
import { waitingText } from "../waiting-text";

export function CampaignLink({ campaign }: { campaign: Campaign }) {
  return (
    <Link
      to={`/campaigns/${campaign.id}`}
      title={campaign.name}
      className="truncate font-semibold after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-(--focus)"
    >
      {campaign.name}
    </Link>
  );
}

export function CampaignTrouble({ campaign }: { campaign: Campaign }) {
  const { status, status_causes, status_reason } = campaign;
  const waits = waitingText(campaign);
  const reason = causesText(status_causes, status_reason);
  return (
    <>
      {waits && <p className="mt-0.5 text-sm">{waits}</p>}
      {reason && (
        <p
          lang={causesLanguage(status_causes)}
          className={`mt-0.5 line-clamp-2 text-sm ${status === "failed" ? "text-danger" : ""}`}
        >
          {reason}
        </p>
      )}
    </>
  );
}
