/** The first moment of the page: the mark alone, or why the server cannot be reached. */
import { t } from "@/shared/i18n/i18n";
import { Logo } from "@/shared/ui/logo";
import { PlainButton } from "@/shared/ui/plain-button";
import { ProblemNotice } from "@/shared/ui/problem-notice";

interface SplashScreenProps {
  error?: Error | null;
  onRetry?: () => void;
}

export function SplashScreen({ error, onRetry }: SplashScreenProps) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <title>Harkara</title>
      {error ? (
        <div className="grid max-w-md rise gap-5">
          <Logo className="size-12" />
          <ProblemNotice error={error} />
          <PlainButton onClick={onRetry}>{t("session:splash.again")}</PlainButton>
        </div>
      ) : (
        <div role="status" aria-label={t("session:splash.loading")}>
          <Logo className="size-14 motion-safe:animate-pulse" />
        </div>
      )}
    </main>
  );
}
