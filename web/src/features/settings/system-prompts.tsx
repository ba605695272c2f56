/** What each number tells the model; it belongs to the number and is written there. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { WhatsAppNumber } from "@/api/models";
import { formatPhone } from "@/shared/format/phone";
import { numbersQuery } from "@/shared/api/numbers";
import { t } from "@/shared/i18n/i18n";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { SettingsPanel } from "./settings-panel";

export function SystemPrompts() {
  const query = useQuery(numbersQuery);
  return (
    <SettingsPanel
      title={t("settings:prompts.title")}
      lead={t("settings:prompts.lead")}
      aside={
        <Link
          to="/numbers"
          className="inline-flex min-h-11 items-center rounded px-1 text-sm font-semibold text-accent hover:underline sm:min-h-8"
        >
          {t("settings:prompts.numbers")}
        </Link>
      }
    >
      {query.error && !query.data && (
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data?.length === 0 && <p className="text-sm text-muted">{t("settings:prompts.empty")}</p>}
      <ul className="grid gap-3">
        {query.data?.map((number) => (
          <Prompt key={number.id} number={number} />
        ))}
      </ul>
    </SettingsPanel>
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
        {system_prompt || t("settings:prompts.none")}
      </p>
    </li>
  );
}
