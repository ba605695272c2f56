/** A list's filters kept in the address, so that a filtered list can be reloaded, bookmarked and sent to a colleague. */
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import type * as z from "zod";

type Filters = Record<string, string | undefined>;

/**
 * `push` lets the back button undo the change: right for a choice, wrong for every pause in typing.
 * The schema turns unknown or wrong values into undefined (`.catch(undefined)`): an old bookmark must not
 * break the page.
 */
export function useUrlFilters<T extends Filters>(schema: z.ZodType<T>) {
  const [search, setSearch] = useSearchParams();
  const filters = useMemo(() => schema.parse(Object.fromEntries(search)), [schema, search]);
  const setFilters = useCallback(
    (change: Partial<T>, { push = false }: { push?: boolean } = {}) => {
      setSearch((current) => withChange(current, change), { replace: !push, preventScrollReset: true });
    },
    [setSearch],
  );
  return [filters, setFilters] as const;
}

function withChange(current: URLSearchParams, change: Filters): URLSearchParams {
  const next = new URLSearchParams(current);
  for (const [name, value] of Object.entries(change)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}
