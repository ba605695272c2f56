/** Lets a stopped campaign go on, after saying how much is left, how long that takes, and who is before it. */
import { Play } from "lucide-react";
import type { CampaignDetail } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { formatCount, formatSpeed } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { useResumeCampaign } from "../../api/resume-campaign";
import { leftToSend } from "../figures";
import { ActButton } from "./act-button";
import { Consequences } from "./consequences";

export function ResumeButton({ campaign }: { campaign: CampaignDetail }) {
  const resume = useResumeCampaign(campaign.id);
  const { ahead, obstacles, number } = campaign;
  const left = leftToSend(campaign);
  const rate = number.max_send_rate_per_sec;
  const before = ahead && ahead.messages > 0 ? ahead.messages : null;
  return (
    <ActButton
      icon={Play}
      label={t("campaign:resume.action")}
      variant="primary"
      title={t("campaign:resume.title")}
      confirmLabel={t("campaign:resume.confirm")}
      cancelLabel={t("campaign:resume.cancel")}
      act={resume}
      onConfirm={(close) => resume.mutate(undefined, { onSuccess: close })}
    >
      <Consequences
        items={[
          { figure: formatCount(left), meaning: t("campaign:resume.left") },
          {
            figure: formatDuration(left / rate),
            meaning: t("campaign:resume.time", { rate: formatSpeed(rate) }),
          },
          ...(before === null ? [] : [{ figure: formatCount(before), meaning: t("campaign:resume.before") }]),
        ]}
      />
      <p>{obstacles.length > 0 ? t("campaign:resume.blocked") : t("campaign:resume.rest")}</p>
    </ActButton>
  );
}
