/** Why contacts failed: Meta's codes in plain words, the most frequent first, each with what to do and the contacts behind it. */
import { Skeleton } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import type { Campaign, Failure } from "@/api/models";
import { formatCount, formatShare } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { failuresQuery } from "../api/failures-query";
import { share } from "../campaign-progress";
import { ShowContacts } from "./contacts/show-contacts";
import { codeWords } from "@/shared/whatsapp/code-words";

export function FailuresCard({ campaign }: { campaign: Campaign }) {
  const query = useQuery(failuresQuery(campaign.id));
  return (
    <section aria-labelledby="failures" className="overflow-hidden panel">
      <h2 id="failures" className="px-5 pt-5 pb-3 text-[1.0625rem] font-semibold figures sm:px-6">
        {t("campaign:failures.title")}{" "}
        <span className="font-normal text-muted">{formatCount(campaign.total_failed)}</span>
      </h2>
      {query.data ? (
        <ol className="divide-y divide-separator border-t">
          {query.data.map((failure) => (
            <FailureRow key={failure.error_code} failure={failure} all={campaign.total_failed} />
          ))}
        </ol>
      ) : (
        <div className="px-5 pb-5 sm:px-6">
          {query.error ? (
            <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Skeleton className="h-28 rounded-xl" />
          )}
        </div>
      )}
    </section>
  );
}

function FailureRow({ failure, all }: { failure: Failure; all: number }) {
  const { error_code: code, failed, example } = failure;
  const { title, advice } = codeWords(code, failure.title, failure.advice);
  const part = share(failed, all);
  return (
    <li className="grid gap-x-6 gap-y-2 px-5 py-4 sm:grid-cols-[7rem_minmax(0,1fr)] sm:px-6">
      <div className="figures">
        <p className="text-xl font-semibold">{formatCount(failed)}</p>
        <div aria-hidden="true" className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-default">
          <div className="h-full rounded-full bg-danger" style={{ width: `${(part ?? 0) * 100}%` }} />
        </div>
        <p className="mt-1 text-sm text-muted">
          {t("campaign:failures.share", { share: formatShare(part) })}
        </p>
      </div>
      <div className="grid content-start justify-items-start gap-1">
        <p className="font-semibold wrap-anywhere">
          {title}
          {code !== null && (
            <span className="font-normal text-muted figures"> {t("campaign:trouble.code", { code })}</span>
          )}
        </p>
        <p className="text-sm wrap-anywhere">{advice}</p>
        {example && (
          <p className="text-sm wrap-anywhere text-muted">
            {t("campaign:failures.example", { words: example })}
          </p>
        )}
        <ShowContacts filters={{ status: "failed", code: code === null ? "none" : String(code) }}>
          {t("campaign:failures.show", { count: failed, n: formatCount(failed) })}
        </ShowContacts>
      </div>
    </li>
  );
}
