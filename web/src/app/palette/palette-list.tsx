/** The lines of the palette in their groups; the focus stays in the field, so the chosen line is only marked. */
import { useEffect, useRef } from "react";
import { t } from "@/shared/i18n/i18n";
import { optionId, type Entry, type Group } from "./entry";

interface PaletteListProps {
  id: string;
  /** In the order in which the arrows go through them. */
  groups: [Group, Entry[]][];
  chosen: Entry | undefined;
  onRun: (entry: Entry) => void;
}

export function PaletteList({ id, groups, chosen, onRun }: PaletteListProps) {
  return (
    <div id={id} role="listbox" aria-label={t("shell:palette.results")} className="grid gap-2 p-2">
      {groups.map(([group, entries]) => (
        <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
          <div
            id={`${id}-${group}`}
            role="presentation"
            className="px-3 pt-1.5 pb-1 text-xs font-semibold text-muted"
          >
            {t(`shell:palette.group.${group}`)}
          </div>
          {entries.map((entry) => (
            <Line
              key={entry.id}
              id={optionId(id, entry)}
              entry={entry}
              isChosen={entry === chosen}
              onRun={() => onRun(entry)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface LineProps {
  id: string;
  entry: Entry;
  isChosen: boolean;
  onRun: () => void;
}

function Line({ id, entry: { label, hint, lang, icon: Icon }, isChosen, onRun }: LineProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    // The keyboard works in the field above (aria-activedescendant).
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={line}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      // The field must not lose the focus to a click.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onRun}
      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 py-1.5 hover:bg-surface-secondary aria-selected:bg-accent-soft aria-selected:text-accent-soft-foreground sm:min-h-9"
    >
      <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">
        <span lang={lang}>{label}</span>
        {hint && <span className="ms-2 text-sm text-muted figures">{hint}</span>}
      </span>
    </div>
  );
}
