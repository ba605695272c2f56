/** A search field that waits for a pause in typing before it asks the server. */
import { SearchField } from "@heroui/react";
import { useEffect, useRef, useState } from "react";

const PAUSE_MS = 250;

interface SearchInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
}

export function SearchInput({ label, value, onChange, className }: SearchInputProps) {
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== told) {
    setTold(value);
    // Changed from outside: the back button, or filters that were cleared. An echo of our own would undo what was typed since.
    if (value !== sent) {
      setTyped(value);
      setSent(value);
    }
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setSent(next.trim());
      onChange(next.trim());
    }, PAUSE_MS);
  };
  return (
    <SearchField aria-label={label} value={typed} onChange={type} className={className} fullWidth>
      <SearchField.Group>
        <SearchField.SearchIcon />
        <SearchField.Input placeholder={label} />
        <SearchField.ClearButton />
      </SearchField.Group>
    </SearchField>
  );
}
