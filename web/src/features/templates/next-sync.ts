/** When the server syncs by itself next: at every third full hour, UTC (`SCHEDULE` in entrypoints/schedule.py). */
const INTERVAL_MS = 3 * 60 * 60 * 1_000;

export function nextSync(now: Date): Date {
  return new Date((Math.floor(now.getTime() / INTERVAL_MS) + 1) * INTERVAL_MS);
}
