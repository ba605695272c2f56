/** The frame of every page one sees without signing in: the story beside, one calm column with a heading. */
import type { ReactNode } from "react";
import { LanguageChoice } from "@/shared/ui/language-choice";
import { Logo } from "@/shared/ui/logo";
import { VersionLine } from "@/shared/ui/version-line";
import { useSession } from "./session-context";
import { SignInStory } from "./sign-in-story";

interface AuthPageProps {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}

export function AuthPage({ title, lead, children }: AuthPageProps) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <title>{`${title} · Harkara`}</title>
      <SignInStory />
      <main className="flex flex-col justify-center px-6 py-10 sm:px-12">
        <div className="mx-auto grid w-full max-w-sm rise gap-8">
          <header className="grid gap-2">
            <Logo className="mb-4 size-12 lg:hidden" />
            <h1 className="text-3xl font-semibold tracking-tight text-balance">{title}</h1>
            <p className="text-pretty text-muted">{lead}</p>
          </header>
          {children}
        </div>
        <Foot />
      </main>
    </div>
  );
}

function Foot() {
  const { info } = useSession();
  return (
    <footer className="mx-auto mt-10 flex w-full max-w-sm items-center justify-between text-sm text-muted">
      <VersionLine info={info} />
      <LanguageChoice />
    </footer>
  );
}
