/** Leads from a figure to the contacts behind it: sets the list's filters and goes there. */
import { ArrowDown } from "lucide-react";
import { useSearchParams } from "react-router";
import type { UrlContactFilters } from "./contact-filters";

export const CONTACTS_HEADING = "contacts";

interface ShowContactsProps {
  filters: UrlContactFilters;
  children: React.ReactNode;
}

export function ShowContacts({ filters, children }: ShowContactsProps) {
  const [, setSearch] = useSearchParams();
  const show = () => {
    setSearch(new URLSearchParams(filters), { preventScrollReset: true });
    const heading = document.getElementById(CONTACTS_HEADING);
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "start" });
  };
  return (
    <button
      type="button"
      onClick={show}
      className="-ml-1 inline-flex min-h-11 w-fit cursor-pointer items-center gap-1.5 rounded-lg px-1 text-sm font-medium text-accent underline-offset-4 hover:underline focus-visible:outline-2 focus-visible:outline-focus sm:min-h-8"
    >
      {children} <ArrowDown aria-hidden="true" className="size-3.5" />
    </button>
  );
}
