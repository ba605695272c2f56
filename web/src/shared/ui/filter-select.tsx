/** A filter in a list's toolbar: one of several values, or all. */
import { SelectInput } from "./select-input";

interface FilterSelectProps {
  label: string;
  /** What no filter is called: "All statuses". */
  all: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  options: { id: string; label: string }[];
}

const ALL = "all";

export function FilterSelect({ label, all, value, onChange, options }: FilterSelectProps) {
  return (
    <SelectInput
      label={label}
      hideLabel
      value={value ?? ALL}
      onChange={(id) => onChange(id === ALL ? undefined : id)}
      options={[{ id: ALL, label: all }, ...options]}
      className="min-w-36 flex-1 sm:flex-none"
    />
  );
}
