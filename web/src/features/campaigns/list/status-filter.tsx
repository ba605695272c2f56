/** Which states are shown: any number of them, none chosen means all. */
import { ListBox, Select } from "@heroui/react";
import type { CampaignStatus } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { CAMPAIGN_STATUSES, STATUS_LOOK } from "../campaign-status";

interface StatusFilterProps {
  value: CampaignStatus[];
  onChange: (statuses: CampaignStatus[]) => void;
}

export function StatusFilter({ value, onChange }: StatusFilterProps) {
  return (
    <Select<object, "multiple">
      selectionMode="multiple"
      aria-label={t("campaigns:list.column.status")}
      value={value}
      onChange={(keys) => onChange(CAMPAIGN_STATUSES.filter((status) => keys.includes(status)))}
      className="max-w-full min-w-36 flex-1 sm:flex-none"
    >
      <Select.Trigger>
        <Select.Value className="truncate">{chosenWords(value)}</Select.Value>
        <Select.Indicator />
      </Select.Trigger>
      <Select.Popover>
        <ListBox selectionMode="multiple">
          {CAMPAIGN_STATUSES.map((status) => (
            <ListBox.Item key={status} id={status} textValue={STATUS_LOOK[status].label}>
              <span className="flex-1">{STATUS_LOOK[status].label}</span>
              <ListBox.ItemIndicator />
            </ListBox.Item>
          ))}
        </ListBox>
      </Select.Popover>
    </Select>
  );
}

function chosenWords(statuses: CampaignStatus[]): string {
  if (statuses.length === 0) return t("campaigns:list.allStatuses");
  return statuses.map((status) => STATUS_LOOK[status].label).join(", ");
}
