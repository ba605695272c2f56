/** Lets only signed-in people through; others go to the sign-in page, which remembers where they were going. */
import { Navigate, Outlet, useLocation } from "react-router";
import { signInAddress } from "./next-page";
import { useSession } from "./session-context";

export function RequireSignIn() {
  const { email } = useSession();
  const { pathname, search } = useLocation();
  if (email === null) return <Navigate to={signInAddress(pathname + search)} replace />;
  return <Outlet />;
}
