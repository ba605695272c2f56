/** What each number tells the model; it belongs to the number and is written there. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { WhatsAppNumber } from "@/api/models";
import { formatPhone } from "@/shared/format/phone";
import { numbersQuery } from "@/shared/api/numbers";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";

export function SystemPrompts() {
  const query = useQuery(numbersQuery);
  return (
    <section aria-labelledby="system-prompts" className="grid gap-4 panel p-5 sm:p-6">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h2 id="system-prompts" className="text-[1.0625rem] font-semibold">
          System prompts
        </h2>
        <Link
          to="/numbers"
          className="inline-flex min-h-11 items-center rounded px-1 text-sm font-semibold text-accent hover:underline sm:min-h-8"
        >
          Numbers
        </Link>
      </div>
      <p className="-mt-3 text-sm text-muted">
        Each number has its own, given when it is connected. To change it, connect the number again with the
        new text: its history stays.
      </p>
      {query.isPending && <RowsSkeleton rows={2} label="Loading numbers" />}
      {query.error && !query.data && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data?.length === 0 && <p className="text-sm text-muted">No number is connected yet.</p>}
      <ul className="grid gap-3">
        {query.data?.map((number) => (
          <Prompt key={number.id} number={number} />
        ))}
      </ul>
    </section>
  );
}

function Prompt({
  number: { display_name, display_phone_number, system_prompt },
}: {
  number: WhatsAppNumber;
}) {
  return (
    <li className="grid gap-1.5 rounded-xl bg-surface-secondary px-4 py-3 text-sm">
      <p className="font-semibold wrap-anywhere figures">
        {display_name}
        {display_phone_number && (
          <span className="font-normal text-muted"> · {formatPhone(display_phone_number)}</span>
        )}
      </p>
      <p className="wrap-anywhere whitespace-pre-line text-muted" dir="auto">
        {system_prompt || "None: the model answers without instructions."}
      </p>
    </li>
  );
}
