/** Lets only signed-in people through; others go to the sign-in page, which remembers where they were going. */
import { Navigate, Outlet, useLocation } from "react-router";
import { signInAddress } from "./next-page";
import { readRecoveryLink, RESET_PATH } from "./recovery-link";
import { useSession } from "./session-context";

export function RequireSignIn() {
  const { email, mustChoose } = useSession();
  const { pathname, search, hash } = useLocation();
  // Supabase leads to the first page of the site when it does not know the address we asked for.
  if (mustChoose || readRecoveryLink(hash)) return <Navigate to={RESET_PATH + hash} replace />;
  if (email === null) return <Navigate to={signInAddress(pathname + search)} replace />;
  return <Outlet />;
}
