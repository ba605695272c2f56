/** Where the contacts' file goes: dropped or chosen. */
import { Button } from "@heroui/react";
import { FileSpreadsheet, Upload, X } from "lucide-react";
import { useId, useState, type DragEvent } from "react";
import { useController, useFormContext } from "react-hook-form";
import { formatBytes } from "@/shared/format/number";
import type { Draft } from "./draft";
import { FieldProblem } from "./field-problem";

export function CsvField() {
  const { control } = useFormContext<Draft>();
  const { field, fieldState } = useController({ control, name: "file" });
  const problem = useId();
  return (
    <div className="grid gap-2">
      {field.value ? (
        <ChosenFile file={field.value} onRemove={() => field.onChange(null)} />
      ) : (
        <DropZone onFile={field.onChange} describedBy={problem} invalid={fieldState.invalid} />
      )}
      <FieldProblem id={problem} message={fieldState.error?.message} />
    </div>
  );
}

interface DropZoneProps {
  onFile: (file: File) => void;
  describedBy: string;
  invalid: boolean;
}

function DropZone({ onFile, describedBy, invalid }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    // Dropping is the mouse's extra way in: the file input inside serves keyboards and readers.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`grid cursor-pointer justify-items-center gap-1.5 rounded-xl border-2 border-dashed px-4 py-9 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus ${dropLook(over, invalid)}`}
    >
      <input
        type="file"
        accept=".csv,text/csv"
        className="sr-only"
        aria-describedby={describedBy}
        aria-invalid={invalid}
        onChange={(event) => take(event.target.files)}
      />
      <span className="mb-1.5 grid size-11 place-items-center rounded-full bg-accent-soft text-accent-soft-foreground">
        <Upload aria-hidden="true" className="size-5" />
      </span>
      <span className="font-semibold">Drop your CSV here, or choose a file</span>
      <span className="text-sm text-muted">Up to 1,00,000 rows and 50 MB</span>
    </label>
  );
}

function dropLook(over: boolean, invalid: boolean): string {
  if (over) return "border-accent bg-accent-soft";
  return invalid ? "border-danger" : "hover:border-accent hover:bg-accent-soft/40 border-border-secondary";
}

function ChosenFile({ file, onRemove }: { file: File; onRemove: () => void }) {
  return (
    <div className="flex rise items-center gap-3.5 rounded-xl bg-surface-secondary p-3.5">
      <span className="grid size-11 shrink-0 place-items-center rounded-lg bg-success-soft text-success-soft-foreground">
        <FileSpreadsheet aria-hidden="true" className="size-5" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{file.name}</span>
        <span className="block text-sm text-muted figures">{formatBytes(file.size)}</span>
      </span>
      <Button isIconOnly variant="ghost" aria-label={`Remove ${file.name}`} onPress={onRemove}>
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}
