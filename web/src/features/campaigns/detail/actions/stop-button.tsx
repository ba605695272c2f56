/** Stops a running or waiting campaign, after saying how many messages that holds back. */
import { Pause } from "lucide-react";
import type { CampaignDetail } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { useStopCampaign } from "../../api/stop-campaign";
import { leftToSend } from "../figures";
import { ActButton } from "./act-button";
import { Consequences } from "./consequences";

export function StopButton({ campaign }: { campaign: CampaignDetail }) {
  const stop = useStopCampaign(campaign.id);
  return (
    <ActButton
      icon={Pause}
      label={t("campaign:stop.action")}
      variant="danger-soft"
      title={t("campaign:stop.title")}
      confirmLabel={t("campaign:stop.confirm")}
      cancelLabel={t("campaign:stop.cancel")}
      danger
      act={stop}
      onConfirm={(close) => stop.mutate(undefined, { onSuccess: close })}
    >
      <Consequences
        items={[
          { figure: formatCount(campaign.total_sent), meaning: t("campaign:stop.sent") },
          { figure: formatCount(leftToSend(campaign)), meaning: t("campaign:stop.held") },
        ]}
      />
      <p>{t("campaign:stop.rest")}</p>
    </ActButton>
  );
}
