/** What to do when the password is forgotten; it depends on who keeps the accounts. */
import type { Session } from "@/api/models";
import { Fold } from "@/shared/ui/fold";

export function PasswordHelp({ mode }: { mode: Session["mode"] }) {
  return (
    <Fold summary="Forgotten your password?">
      <div className="grid gap-2 pb-2 pl-[1.375rem] text-sm leading-relaxed text-muted">
        {mode === "embedded" ? (
          <>
            <p>On the machine that runs Harkara, set a new one:</p>
            <code className="w-fit rounded-md bg-surface-tertiary px-2.5 py-1.5 text-[0.8125rem] text-foreground">
              harkara admin reset-password
            </code>
          </>
        ) : (
          <p>
            Ask whoever keeps your Supabase project to send you a recovery mail: Authentication → Users → Send
            password recovery.
          </p>
        )}
      </div>
    </Fold>
  );
}
