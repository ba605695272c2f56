/** Which number sends; inactive ones cannot be chosen. */
import { useController, useFormContext } from "react-hook-form";
import type { WhatsAppNumber } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";
import { SelectInput } from "@/shared/ui/select-input";
import type { Draft } from "./draft";

export function NumberField({ numbers }: { numbers: WhatsAppNumber[] }) {
  const { control, setValue } = useFormContext<Draft>();
  const { field, fieldState } = useController({ control, name: "numberId" });
  const choose = (id: string) => {
    field.onChange(id);
    // Templates belong to the number's WhatsApp account: another number may not have them.
    if (id !== field.value) setValue("templateIds", []);
  };
  return (
    <SelectInput
      label={t("create:number.label")}
      value={field.value}
      onChange={choose}
      placeholder={t("create:number.choose")}
      error={fieldState.error?.message}
      options={numbers.map(({ id, display_name, display_phone_number, max_send_rate_per_sec }) => ({
        id: String(id),
        label: display_name,
        hint: t("create:number.hint", {
          phone: formatPhone(display_phone_number ?? ""),
          rate: formatCount(max_send_rate_per_sec),
        }),
      }))}
    />
  );
}
