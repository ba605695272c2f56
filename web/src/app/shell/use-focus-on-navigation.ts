/** Moves the focus to the new page's content, so that keyboard and screen reader start there and not in the old link. */
import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

export function useFocusOnNavigation() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    // Not on the first page: the browser's own start is right there.
    if (shown.current === pathname) return;
    shown.current = pathname;
    startOf(main.current)?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

/** Where a page starts: its top, or the part it marks because the rest was there before. */
function startOf(main: HTMLElement | null): HTMLElement | null {
  return main?.querySelector<HTMLElement>("[data-page-start]") ?? main;
}
