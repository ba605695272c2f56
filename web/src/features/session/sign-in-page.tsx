/** Email and password on one calm card; the only page anyone sees without signing in. */
import { Navigate, useSearchParams } from "react-router";
import { Logo } from "@/shared/ui/logo";
import { nextPage } from "./next-page";
import { PasswordHelp } from "./password-help";
import { useSession } from "./session-context";
import { SignInForm } from "./sign-in-form";

export function SignInPage() {
  const { email, info, signIn } = useSession();
  const [search] = useSearchParams();
  if (email !== null) return <Navigate to={nextPage(search)} replace />;

  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <title>Sign in · Harkara</title>
      <SignInStory />
      <main className="flex flex-col justify-center px-6 py-10 sm:px-12">
        <div className="mx-auto grid w-full max-w-sm rise gap-8">
          <header className="grid gap-2">
            <Logo className="mb-4 size-12 lg:hidden" />
            <h1 className="text-3xl font-semibold tracking-tight">Sign in</h1>
            <p className="text-muted">To your campaigns, templates and numbers.</p>
          </header>
          <SignInForm signIn={signIn} />
          <PasswordHelp mode={info.mode} />
        </div>
        <p className="mx-auto mt-12 w-full max-w-sm text-sm text-muted figures">Harkara {info.version}</p>
      </main>
    </div>
  );
}

function SignInStory() {
  return (
    <aside className="relative hidden overflow-hidden bg-nav p-12 text-nav-text lg:flex lg:flex-col lg:justify-between">
      <div className="flex items-center gap-3">
        <Logo className="size-10" />
        <span className="text-xl font-semibold tracking-tight">Harkara</span>
      </div>
      <Route />
      <div className="grid max-w-md gap-4">
        <p className="text-4xl leading-tight font-semibold tracking-tight text-balance">
          Every message, once, at full speed.
        </p>
        <p className="text-pretty text-nav-muted">
          The <span lang="hi">हरकारा</span> ran the royal post from relay to relay and lost no letter. Yours
          runs on WhatsApp.
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
