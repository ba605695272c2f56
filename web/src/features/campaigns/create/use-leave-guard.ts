/** Asks before unfinished work is left: by a link, the back button, or closing the tab. */
import { useEffect } from "react";
import { useBlocker } from "react-router";

/** In the state of a navigation that follows from the finished work. */
export const FINISHED = { finished: true };

export function useLeaveGuard(hasWork: boolean) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      hasWork &&
      currentLocation.pathname !== nextLocation.pathname &&
      (nextLocation.state as Partial<typeof FINISHED> | null)?.finished !== true,
  );
  useEffect(() => {
    if (!hasWork) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [hasWork]);
  return {
    isAsking: blocker.state === "blocked",
    leave: () => blocker.proceed?.(),
    stay: () => blocker.reset?.(),
  };
}
