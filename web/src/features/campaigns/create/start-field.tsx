/** At once, or at a time in India. */
import { Input, Label, Radio, RadioGroup, TextField, FieldError, Description } from "@heroui/react";
import { useController, useFormContext, useWatch } from "react-hook-form";
import { istInputValue } from "@/shared/format/time";
import type { Draft } from "./draft";

const CHOICES = [
  { id: "now", label: "As soon as I confirm" },
  { id: "later", label: "At a set time" },
] as const;

export function StartField({ now }: { now: () => Date }) {
  const { control } = useFormContext<Draft>();
  const { field } = useController({ control, name: "start" });
  const start = useWatch({ control, name: "start" });
  return (
    <div className="grid gap-4">
      <RadioGroup
        className="gap-1 [&_.radio]:mt-0"
        value={field.value}
        onChange={field.onChange}
        aria-label="When to start"
      >
        {CHOICES.map(({ id, label }) => (
          <Radio key={id} value={id}>
            <Radio.Content className="flex min-h-11 items-center gap-3 sm:min-h-9">
              <Radio.Control>
                <Radio.Indicator />
              </Radio.Control>
              <Label>{label}</Label>
            </Radio.Content>
          </Radio>
        ))}
      </RadioGroup>
      {start === "later" && <TimeInput now={now} />}
    </div>
  );
}

function TimeInput({ now }: { now: () => Date }) {
  const { control } = useFormContext<Draft>();
  const {
    field: { ref, ...field },
    fieldState,
  } = useController({ control, name: "scheduledAt" });
  return (
    <TextField
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      isInvalid={fieldState.invalid}
      validationBehavior="aria"
      className="max-w-72 rise"
    >
      <Label>Day and time (IST)</Label>
      <Input ref={ref} type="datetime-local" min={istInputValue(now())} className="figures" />
      <Description>Indian Standard Time, wherever you are.</Description>
      <FieldError>{fieldState.error?.message}</FieldError>
    </TextField>
  );
}
