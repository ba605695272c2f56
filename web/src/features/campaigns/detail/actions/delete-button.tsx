/** Deletes a campaign that has not started, after saying what goes with it. */
import { Trash2 } from "lucide-react";
import { useNavigate } from "react-router";
import type { CampaignDetail } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { useDeleteCampaign } from "../../api/delete-campaign";
import { ActButton } from "./act-button";
import { Consequences } from "./consequences";

export function DeleteButton({ campaign }: { campaign: CampaignDetail }) {
  const remove = useDeleteCampaign(campaign.id);
  const navigate = useNavigate();
  return (
    <ActButton
      icon={Trash2}
      label={t("campaign:delete.action")}
      variant="danger-soft"
      title={t("campaign:delete.title")}
      confirmLabel={t("campaign:delete.confirm")}
      cancelLabel={t("campaign:delete.cancel")}
      danger
      act={remove}
      onConfirm={() => remove.mutate(undefined, { onSuccess: () => void navigate("/campaigns") })}
    >
      <Consequences
        items={[
          { figure: formatCount(campaign.valid_contacts), meaning: t("campaign:delete.contacts") },
          { figure: formatCount(campaign.invalid_contacts), meaning: t("campaign:delete.invalid") },
        ]}
      />
      <p>{t("campaign:delete.rest", { name: campaign.name })}</p>
    </ActButton>
  );
}
