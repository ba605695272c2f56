/** Whether there is a key, how it ends, and where the settings come from. */
import { CircleCheck, KeyRound } from "lucide-react";
import type { Llm } from "@/api/models";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";

const SOURCES = {
  settings: "settings:llm.standing.fromSettings",
  env: "settings:llm.standing.fromEnv",
  sandbox: "settings:llm.standing.fromSandbox",
  none: "settings:llm.standing.fromNowhere",
} as const satisfies Record<Llm["source"], string>;

export function LlmStanding({ llm }: { llm: Llm }) {
  const { key_set, source, updated_at } = llm;
  const Icon = key_set ? CircleCheck : KeyRound;
  return (
    <div className="flex gap-3 rounded-xl bg-surface-secondary px-4 py-3 text-sm">
      <Icon
        aria-hidden="true"
        className={`mt-0.5 size-[1.125rem] shrink-0 ${key_set ? "text-success" : "text-muted"}`}
      />
      <div className="grid min-w-0 gap-0.5">
        <p className="font-semibold figures">{keyWords(llm)}</p>
        <p className="wrap-anywhere text-muted figures">
          {updated_at
            ? t("settings:llm.standing.changed", { source: t(SOURCES[source]), time: formatIst(updated_at) })
            : t(SOURCES[source])}
        </p>
      </div>
    </div>
  );
}

function keyWords({ key_set, key_last4 }: Llm): string {
  if (!key_set) return t("settings:llm.standing.none");
  return key_last4 === null
    ? t("settings:llm.standing.set")
    : t("settings:llm.standing.setEnds", { end: key_last4 });
}
