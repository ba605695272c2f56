/**
 * Day and time in India: the platform's own picker (a phone's wheels, a keyboard's digits), times that are often meant as buttons, and
 * the chosen one in words with the time until then.
 */
import { Button, FieldError, Input, Label, TextField } from "@heroui/react";
import { useController, useFormContext } from "react-hook-form";
import { formatDuration } from "@/shared/format/duration";
import { formatIst, formatIstClock, istInputToIso } from "@/shared/format/time";
import { useNow } from "@/shared/hooks/use-now";
import { t } from "@/shared/i18n/i18n";
import { perLanguage } from "@/shared/i18n/locale";
import { hasPassed, type Draft } from "./draft";
import { earliestTime, timePresets } from "./time-presets";

const weekday = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { timeZone: "Asia/Kolkata", weekday: "long" }),
);

export function TimeField() {
  const { control, clearErrors } = useFormContext<Draft>();
  const {
    field: { ref, ...field },
    fieldState,
  } = useController({ control, name: "scheduledAt" });
  const now = useNow();
  const passed = field.value !== "" && hasPassed(field.value, now);
  const choose = (value: string) => {
    clearErrors("scheduledAt");
    field.onChange(value);
  };
  return (
    <div className="grid rise gap-3">
      <div role="group" aria-label={t("create:start.presets")} className="flex flex-wrap gap-2">
        {timePresets(now).map(({ id, value }) => (
          <Button
            key={id}
            size="sm"
            variant={value === field.value ? "secondary" : "outline"}
            aria-pressed={value === field.value}
            className="min-h-11 sm:min-h-9"
            onPress={() => choose(value)}
          >
            {t(`create:start.preset.${id}`, { at: formatIstClock(istInputToIso(value)) })}
          </Button>
        ))}
      </div>
      <TextField
        value={field.value}
        onChange={choose}
        onBlur={field.onBlur}
        isInvalid={fieldState.invalid || passed}
        validationBehavior="aria"
        className="max-w-72"
      >
        <Label>{t("create:start.time")}</Label>
        <Input ref={ref} type="datetime-local" min={earliestTime(now)} step={60} className="figures" />
        <FieldError>
          {fieldState.error?.message ?? (passed ? t("create:start.passed") : undefined)}
        </FieldError>
      </TextField>
      <p role="status" className="text-sm text-muted figures">
        {field.value && !passed
          ? spokenTime(field.value, now)
          : t("create:start.nowInIndia", { at: formatIst(now.toISOString()) })}
      </p>
    </div>
  );
}

function spokenTime(value: string, now: Date): string {
  const at = istInputToIso(value);
  return t("create:start.spoken", {
    day: weekday().format(new Date(at)),
    at: formatIst(at),
    wait: formatDuration((new Date(at).getTime() - now.getTime()) / 1_000),
  });
}
