/** Which row a key leads to from another; null if it leads nowhere, so that the browser does what it always does. */
export function rowAfter(key: string, at: number, count: number): number | null {
  const targets: Partial<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: count - 1,
  };
  const next = targets[key];
  return next === undefined || Number.isNaN(next) || next < 0 || next >= count ? null : next;
}
