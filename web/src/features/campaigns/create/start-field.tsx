/** At once, or at a time in India. */
import { Label, Radio, RadioGroup } from "@heroui/react";
import { useController, useFormContext } from "react-hook-form";
import { t } from "@/shared/i18n/i18n";
import type { Draft } from "./draft";
import { TimeField } from "./time-field";

const CHOICES = ["now", "later"] as const;

export function StartField() {
  const { control } = useFormContext<Draft>();
  const { field } = useController({ control, name: "start" });
  return (
    <div className="grid gap-4">
      <RadioGroup
        className="gap-1 [&_.radio]:mt-0"
        value={field.value}
        onChange={field.onChange}
        aria-label={t("create:start.label")}
      >
        {CHOICES.map((id) => (
          <Radio key={id} value={id}>
            <Radio.Content className="flex min-h-11 items-center gap-3 sm:min-h-9">
              <Radio.Control>
                <Radio.Indicator />
              </Radio.Control>
              <Label>{t(`create:start.${id}`)}</Label>
            </Radio.Content>
          </Radio>
        ))}
      </RadioGroup>
      {field.value === "later" && <TimeField />}
    </div>
  );
}
