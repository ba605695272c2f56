/** Which number sends; inactive ones cannot be chosen. */
import { useController, useFormContext } from "react-hook-form";
import type { WhatsAppNumber } from "@/api/models";
import { formatPhone } from "@/shared/format/phone";
import { SelectInput } from "@/shared/ui/select-input";
import type { Draft } from "./draft";

export function NumberField({ numbers }: { numbers: WhatsAppNumber[] }) {
  const { control, setValue } = useFormContext<Draft>();
  const { field, fieldState } = useController({ control, name: "numberId" });
  const choose = (id: string) => {
    field.onChange(id);
    // Templates belong to the number's WhatsApp account: another number may not have them.
    setValue("templateIds", []);
  };
  return (
    <SelectInput
      label="Send from"
      value={field.value}
      onChange={choose}
      placeholder="Choose a number"
      error={fieldState.error?.message}
      options={numbers.map(({ id, display_name, display_phone_number, max_send_rate_per_sec }) => ({
        id: String(id),
        label: display_name,
        hint: `${formatPhone(display_phone_number ?? "")} · ${max_send_rate_per_sec} messages a second`,
      }))}
    />
  );
}
