/** Type a few letters, press Enter: any page, campaign, number, template or customer, and what can be done from anywhere. */
import { Modal } from "@heroui/react";
import { Search } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { useSettled } from "@/shared/hooks/use-settled";
import { t } from "@/shared/i18n/i18n";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { Keys } from "../overlays/keys";
import { matches, optionId, type Entry, type Group } from "./entry";
import { pageEntries, useActionEntries } from "./fixed-entries";
import { useFoundEntries } from "./found-entries";
import { PaletteList } from "./palette-list";
import { recentEntries, remember } from "./recent";

const ORDER: Group[] = ["recent", "campaigns", "customers", "templates", "numbers", "pages", "actions"];
const TYPING_PAUSE_MS = 180;

export function CommandPalette({ onClose }: { onClose: () => void }) {
  return (
    <Modal.Backdrop isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal.Container size="lg" placement="top" scroll="inside">
        <Modal.Dialog aria-label={t("shell:palette.title")} className="overflow-hidden p-0">
          <Palette onClose={onClose} />
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  // The palette is opened to type.
  useEffect(() => field.current?.focus(), []);
  const [typed, setTyped] = useState("");
  const { groups, isSearching, error } = useGroups(typed.trim());
  const entries = groups.flatMap(([, group]) => group);
  const { chosen, move, choose } = useChosen(entries);
  const run = (entry: Entry) => {
    remember(entry);
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) move(step);
    else if (event.key === "Enter" && chosen) run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <div className="grid max-h-[min(34rem,80dvh)] grid-rows-[auto_minmax(0,1fr)_auto]">
      <div className="flex items-center gap-3 border-b border-separator px-5">
        <Search aria-hidden="true" className="size-5 shrink-0 text-muted" />
        <input
          ref={field}
          role="combobox"
          aria-label={t("shell:palette.field")}
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={list}
          aria-activedescendant={chosen && optionId(list, chosen)}
          placeholder={t("shell:palette.field")}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="go"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            choose(null);
          }}
          onKeyDown={onKeyDown}
          className="h-14 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted"
        />
      </div>
      <div className="overflow-y-auto overscroll-contain" aria-busy={isSearching}>
        {error && (
          <div className="p-3 pb-0">
            <ProblemNotice error={error} />
          </div>
        )}
        <PaletteList id={list} groups={groups} chosen={chosen} onRun={run} />
      </div>
      <Foot count={entries.length} isSearching={isSearching} />
    </div>
  );
}

/** What is shown for the words typed: things the server knows as soon as they come, the fixed lines at once. */
function useGroups(typed: string) {
  const navigate = useNavigate();
  const go = (to: string) => void navigate(to);
  const asked = useSettled(typed, TYPING_PAUSE_MS);
  const { entries: found, isSearching, error } = useFoundEntries(asked, go);
  const actions = useActionEntries(go);
  const fixed = [...recentEntries(go), ...pageEntries(go), ...actions].filter((entry) =>
    matches(entry, typed),
  );
  const recent = new Set(fixed.filter(({ group }) => group === "recent").map(({ to }) => to));
  const all = [...fixed, ...(typed === "" ? [] : found.filter(({ to }) => !recent.has(to)))];
  const groups = ORDER.map((group): [Group, Entry[]] => [
    group,
    all.filter((entry) => entry.group === group),
  ]);
  return {
    error,
    // Before the server is asked nothing is known to be missing either.
    isSearching: isSearching || asked !== typed,
    groups: groups.filter(([, entries]) => entries.length > 0),
  };
}

/** The marked line: the first one until the arrows move on. */
function useChosen(entries: Entry[]) {
  const [id, setId] = useState<string | null>(null);
  const index = Math.max(
    0,
    entries.findIndex((entry) => entry.id === id),
  );
  const move = (step: number) => {
    const next = entries[(index + step + entries.length) % entries.length];
    if (next) setId(next.id);
  };
  return { chosen: entries[index], move, choose: setId };
}

function Foot({ count, isSearching }: { count: number; isSearching: boolean }) {
  const words = isSearching
    ? t("shell:palette.searching")
    : t("shell:palette.count", { count, n: String(count) });
  return (
    <div className="flex items-center justify-between gap-4 border-t border-separator px-5 py-2.5 text-xs text-muted">
      <p role="status">{count === 0 && !isSearching ? t("shell:palette.nothing") : words}</p>
      <p aria-hidden="true" className="hidden items-center gap-2 sm:flex">
        <Keys keys={["↑", "↓"]} /> {t("shell:palette.choose")} <Keys keys={["↵"]} /> {t("shell:palette.open")}
      </p>
    </div>
  );
}
