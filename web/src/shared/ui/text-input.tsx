/** A labelled text field tied to a react-hook-form control. */
import { Description, FieldError, Input, Label, TextArea, TextField } from "@heroui/react";
import type { ReactNode } from "react";
import { useController, type Control, type FieldPath, type FieldValues } from "react-hook-form";

export interface TextInputProps<T extends FieldValues> {
  control: Control<T>;
  name: FieldPath<T>;
  label: string;
  description?: ReactNode;
  type?: "text" | "email" | "password";
  placeholder?: string;
  autoComplete?: string;
  inputMode?: "text" | "numeric" | "email";
  /** Several lines instead of one. */
  rows?: number;
  /** Sits at the right edge inside the field. */
  suffix?: ReactNode;
}

export function TextInput<T extends FieldValues>({
  control,
  name,
  label,
  description,
  ...rest
}: TextInputProps<T>) {
  const {
    field: { ref, ...field },
    fieldState,
  } = useController({ control, name });
  const { type = "text", rows, suffix, ...input } = rest;
  return (
    <TextField
      name={name}
      type={type}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      isInvalid={fieldState.invalid}
      validationBehavior="aria"
      fullWidth
    >
      <Label>{label}</Label>
      <div className="relative">
        {rows ? (
          <TextArea ref={ref} rows={rows} fullWidth {...input} />
        ) : (
          <Input ref={ref} fullWidth className={suffix ? "pr-12" : ""} {...input} />
        )}
        {suffix && <div className="absolute inset-y-0 right-1 flex items-center">{suffix}</div>}
      </div>
      {description && <Description>{description}</Description>}
      <FieldError>{fieldState.error?.message}</FieldError>
    </TextField>
  );
}
