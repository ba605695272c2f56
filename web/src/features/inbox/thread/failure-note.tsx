/** Why a message did not arrive: plain words in the reader's language, Meta's code and its own words, and what to do. */
import type { Message } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { codeWords } from "@/shared/whatsapp/code-words";

export function FailureNote({ failure }: { failure: NonNullable<Message["failure"]> }) {
  const { code, details } = failure;
  const { lang, title, advice } =
    code === null ? { ...failure, lang: "en" } : codeWords(code, failure.title, failure.advice ?? "");
  return (
    <div className="grid gap-0.5 rounded-lg bg-danger-soft px-2.5 py-2 text-sm text-danger-soft-foreground">
      <p className="font-semibold wrap-anywhere">
        {code === null ? t("inbox:message.failedUnknown") : t("inbox:message.failed", { title })}
        {code !== null && (
          <span className="font-normal figures"> {t("inbox:message.failedCode", { code })}</span>
        )}
      </p>
      {details && (
        <p lang="en" className="wrap-anywhere">
          {details}
        </p>
      )}
      {advice && (
        <p lang={lang} className="wrap-anywhere">
          {advice}
        </p>
      )}
    </div>
  );
}
