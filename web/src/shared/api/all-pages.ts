/** Reads a list to its end, for choices that must be complete (the numbers, the templates of one number). */

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export async function allPages<T>(load: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await load(cursor);
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return items;
}
