/** The days a page of figures shows: the last 7, 30 or 90, today in India among them. */
import * as z from "zod";
import { istDate } from "@/shared/format/time";

export const RANGES = ["7", "30", "90"] as const;

export const rangeFilter = z.object({ days: z.enum(RANGES).optional().catch(undefined) });

const DAY_MS = 86_400_000;

export function lastDays(days: number, now: Date): { from: string; to: string } {
  return { from: istDate(new Date(now.getTime() - (days - 1) * DAY_MS)), to: istDate(now) };
}
