/** The dashboard's language, each called by its own name; for pages outside the navigation, such as the sign-in. */
import { t, useLanguage } from "../i18n/i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "../i18n/language";

export function LanguageChoice({ className = "" }: { className?: string }) {
  const [shown, choose] = useLanguage();
  return (
    <div
      role="group"
      aria-label={t("common:language.label")}
      className={`flex w-fit gap-1 rounded-full bg-surface-secondary p-1 text-sm font-medium ${className}`}
    >
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === shown}
          onClick={() => void choose(language)}
          className="min-h-11 min-w-11 rounded-full px-3.5 text-muted hover:text-foreground focus-visible:outline-2 focus-visible:outline-focus aria-pressed:bg-surface aria-pressed:text-foreground aria-pressed:shadow-sm sm:min-h-8"
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </div>
  );
}
