/** A choice of one from a short list. */
import { FieldError, Label, ListBox, Select } from "@heroui/react";

interface Option {
  id: string;
  label: string;
  hint?: string;
}

interface SelectInputProps {
  label: string;
  /** For filters in a row, where the chosen value says enough. */
  hideLabel?: boolean;
  value: string | null;
  onChange: (id: string) => void;
  options: Option[];
  placeholder?: string;
  className?: string;
  /** Why the present choice will not do. */
  error?: string;
}

export function SelectInput({
  label,
  hideLabel,
  value,
  onChange,
  options,
  error,
  ...look
}: SelectInputProps) {
  return (
    <Select
      value={value}
      onChange={(key) => onChange(String(key))}
      isInvalid={error !== undefined}
      {...look}
      {...(hideLabel && { "aria-label": label })}
    >
      {!hideLabel && <Label>{label}</Label>}
      <Select.Trigger>
        <Select.Value />
        <Select.Indicator />
      </Select.Trigger>
      <FieldError>{error}</FieldError>
      <Select.Popover>
        <ListBox>
          {options.map((option) => (
            <ListBox.Item key={option.id} id={option.id} textValue={option.label}>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{option.label}</span>
                {option.hint && <span className="block truncate text-xs text-muted">{option.hint}</span>}
              </span>
              <ListBox.ItemIndicator />
            </ListBox.Item>
          ))}
        </ListBox>
      </Select.Popover>
    </Select>
  );
}
