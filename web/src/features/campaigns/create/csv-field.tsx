/** Where the contacts' file goes: dropped anywhere on the page, or chosen. */
import { Button } from "@heroui/react";
import { FileSpreadsheet, Upload, X } from "lucide-react";
import { useCallback, useId } from "react";
import { useController, useFormContext } from "react-hook-form";
import { formatBytes } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import type { Draft } from "./draft";
import { FieldProblem } from "./field-problem";
import { useFileDrop } from "./use-file-drop";

/** Android's file pickers know a CSV under several names and grey out what is not listed. */
const ACCEPT = ".csv,text/csv,text/comma-separated-values,application/csv,application/vnd.ms-excel";

export function CsvField() {
  const { control, setError, clearErrors } = useFormContext<Draft>();
  const { field, fieldState } = useController({ control, name: "file" });
  const problem = useId();
  const { onChange } = field;
  const take = useCallback(
    (files: FileList | null) => {
      const [file, another] = files ?? [];
      if (another) {
        setError("file", { message: t("create:file.onlyOne") });
        return;
      }
      clearErrors("file");
      if (file) onChange(file);
    },
    [onChange, setError, clearErrors],
  );
  const over = useFileDrop(take);
  return (
    <div className="grid gap-2">
      {field.value ? (
        <ChosenFile file={field.value} isOver={over} onRemove={() => onChange(null)} />
      ) : (
        <DropZone onFiles={take} isOver={over} describedBy={problem} invalid={fieldState.invalid} />
      )}
      <FieldProblem id={problem} message={fieldState.error?.message} />
    </div>
  );
}

interface DropZoneProps {
  onFiles: (files: FileList | null) => void;
  isOver: boolean;
  describedBy: string;
  invalid: boolean;
}

function DropZone({ onFiles, isOver, describedBy, invalid }: DropZoneProps) {
  return (
    <label
      className={`grid cursor-pointer justify-items-center gap-1.5 rounded-xl border-2 border-dashed px-4 py-9 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus ${dropLook(isOver, invalid)}`}
    >
      <input
        type="file"
        accept={ACCEPT}
        className="sr-only"
        aria-describedby={describedBy}
        aria-invalid={invalid}
        onChange={(event) => onFiles(event.target.files)}
      />
      <span className="mb-1.5 grid size-11 place-items-center rounded-full bg-accent-soft text-accent-soft-foreground">
        <Upload aria-hidden="true" className="size-5" />
      </span>
      <span className="font-semibold">{t("create:file.drop")}</span>
      <span className="text-sm text-muted">{t("create:file.limits")}</span>
    </label>
  );
}

function dropLook(over: boolean, invalid: boolean): string {
  if (over) return "border-accent bg-accent-soft";
  return invalid ? "border-danger" : "hover:border-accent hover:bg-accent-soft/40 border-border-secondary";
}

interface ChosenFileProps {
  file: File;
  /** Another file is held over the page and would take this one's place. */
  isOver: boolean;
  onRemove: () => void;
}

function ChosenFile({ file, isOver, onRemove }: ChosenFileProps) {
  return (
    <div
      className={`flex rise items-center gap-3.5 rounded-xl p-3.5 ${isOver ? "bg-accent-soft outline-2 outline-accent outline-dashed" : "bg-surface-secondary"}`}
    >
      <span className="grid size-11 shrink-0 place-items-center rounded-lg bg-success-soft text-success-soft-foreground">
        <FileSpreadsheet aria-hidden="true" className="size-5" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{file.name}</span>
        <span className="block text-sm text-muted figures">
          {isOver ? t("create:file.replace") : formatBytes(file.size)}
        </span>
      </span>
      <Button
        isIconOnly
        variant="ghost"
        aria-label={t("create:file.remove", { file: file.name })}
        onPress={onRemove}
      >
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}
