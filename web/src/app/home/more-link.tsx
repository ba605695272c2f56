/** The way from a part of the overview to the page that shows all of it. */
import { Link } from "react-router";

export function MoreLink({ to, children }: { to: string; children: string }) {
  return (
    <Link
      to={to}
      className="inline-flex min-h-11 items-center rounded px-1 text-sm font-semibold text-accent hover:underline focus-visible:outline-2 focus-visible:outline-focus sm:min-h-8"
    >
      {children}
    </Link>
  );
}
