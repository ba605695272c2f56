/** Whether there is a key, how it ends, and where the settings come from. */
import { CircleCheck, KeyRound } from "lucide-react";
import type { Llm } from "@/api/models";
import { formatIst } from "@/shared/format/time";

const SOURCES: Record<Llm["source"], string> = {
  settings: "Saved here",
  env: "From .env (OPENAI_API_KEY); what you save here takes its place",
  sandbox: "The sandbox’s own model, which answers without a key of yours",
  none: "Not set up yet: customers get no replies",
};

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
          {SOURCES[source]}
          {updated_at && `, last changed ${formatIst(updated_at)}`}
        </p>
      </div>
    </div>
  );
}

function keyWords({ key_set, key_last4 }: Llm): string {
  if (!key_set) return "No key set";
  return key_last4 === null ? "Key set" : `Key set, ends …${key_last4}`;
}
