/** What the product promises, beside the sign-in on wide screens. */
import { Trans } from "react-i18next";
import { t } from "@/shared/i18n/i18n";
import { Logo } from "@/shared/ui/logo";

export function SignInStory() {
  return (
    <aside className="relative hidden overflow-hidden bg-nav p-12 text-nav-text lg:flex lg:flex-col lg:justify-between">
      <div className="flex items-center gap-3">
        <Logo className="size-10" />
        <span className="text-xl font-semibold tracking-tight">Harkara</span>
      </div>
      <Route />
      <div className="grid max-w-md gap-4">
        <p className="text-4xl leading-tight font-semibold tracking-tight text-balance">
          {t("session:story.title")}
        </p>
        <p className="text-pretty text-nav-muted">
          <Trans t={t} i18nKey="session:story.text" components={{ name: <span lang="hi" /> }} />
        </p>
      </div>
    </aside>
  );
}

/** The relay: a road with its posts, drawn so that the runner's stretch stands out. */
function Route() {
  return (
    <svg
      viewBox="0 0 400 260"
      className="my-8 w-full max-w-lg"
      aria-hidden="true"
      fill="none"
      strokeLinecap="round"
    >
      <path
        d="M10 230C90 230 70 150 150 150s60-80 140-80 60-45 100-45"
        className="stroke-nav-border"
        strokeWidth="3"
      />
      <path
        d="M10 230C90 230 70 150 150 150s60-80 140-80"
        className="stroke-marigold"
        strokeWidth="3"
        strokeDasharray="1 10"
      />
      {[
        [10, 230],
        [150, 150],
        [290, 70],
      ].map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="6" className="fill-nav stroke-marigold" strokeWidth="3" />
      ))}
      <circle cx="390" cy="25" r="6" className="fill-nav stroke-nav-muted" strokeWidth="3" />
    </svg>
  );
}
