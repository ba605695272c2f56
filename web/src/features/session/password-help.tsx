/** What to do when the password is forgotten; it depends on who keeps the accounts. */
import type { Session } from "@/api/models";

export function PasswordHelp({ mode }: { mode: Session["mode"] }) {
  return (
    <details className="text-muted group text-sm">
      <summary className="text-foreground hover:text-accent w-fit cursor-pointer rounded py-2 font-medium">
        Forgotten your password?
      </summary>
      <div className="grid gap-2 pt-1 pb-2 leading-relaxed">
        {mode === "embedded" ? (
          <>
            <p>On the machine that runs Harkara, set a new one:</p>
            <code className="bg-surface-secondary text-foreground w-fit rounded-md px-2.5 py-1.5 text-[0.8125rem]">
              harkara admin reset-password
            </code>
          </>
        ) : (
          <p>
            Ask whoever keeps your Supabase project to send you a recovery mail: Authentication → Users → Send password
            recovery.
          </p>
        )}
      </div>
    </details>
  );
}
