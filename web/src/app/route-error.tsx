/** Faults inside one page: the navigation stays, the page says what happened. */
import { useRouteError } from "react-router";
import { CrashNotice } from "./crash-notice";

export function RouteError() {
  return <CrashNotice error={useRouteError()} />;
}
