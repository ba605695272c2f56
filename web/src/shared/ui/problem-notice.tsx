/** A failed call: what happened, to which thing (as the server wrote it, in English), and what to do. */
import { asProblem } from "@/api/problem";
import { t } from "../i18n/i18n";
import { InlineAlert } from "./inline-alert";

interface ProblemNoticeProps {
  error: unknown;
  onRetry?: () => void;
}

export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const { title, detail, mend, fieldErrors } = asProblem(error);
  return (
    <InlineAlert
      tone="danger"
      title={title}
      action={
        onRetry && (
          <button
            type="button"
            onClick={onRetry}
            className="min-h-11 rounded-lg px-2 font-semibold underline underline-offset-4"
          >
            {t("common:action.tryAgain")}
          </button>
        )
      }
    >
      {detail && <p lang="en">{detail}</p>}
      {fieldErrors.length > 0 && (
        <ul lang="en" className="list-disc pl-5">
          {fieldErrors.map(({ field, message }) => (
            <li key={field + message}>{message}</li>
          ))}
        </ul>
      )}
      {mend && <p className="mt-1 font-medium">{mend}</p>}
    </InlineAlert>
  );
}
