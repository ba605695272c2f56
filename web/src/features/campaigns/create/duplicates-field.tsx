/** Whether a phone number that comes twice gets two messages. */
import { Description, Label, Switch } from "@heroui/react";
import { useController, useFormContext } from "react-hook-form";
import { t } from "@/shared/i18n/i18n";
import type { Draft } from "./draft";

export function DuplicatesField() {
  const { control } = useFormContext<Draft>();
  const { field } = useController({ control, name: "skipDuplicates" });
  return (
    <Switch isSelected={field.value} onChange={field.onChange}>
      <Switch.Content className="flex min-h-11 items-center gap-3.5">
        <Switch.Control>
          <Switch.Thumb />
        </Switch.Control>
        <span className="grid">
          <Label>{t("create:duplicates.label")}</Label>
          <Description>{t("create:duplicates.hint")}</Description>
        </span>
      </Switch.Content>
    </Switch>
  );
}
