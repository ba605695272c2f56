/** The days a page of figures shows: the last 7, 30 or 90, today in India among them. */
import * as z from "zod";
import { istDate } from "@/shared/format/time";

export const RANGES = [
  { id: "7", label: "Last 7 days" },
  { id: "30", label: "Last 30 days" },
  { id: "90", label: "Last 90 days" },
] as const;

export const rangeFilter = z.object({ days: z.enum(["7", "30", "90"]).optional().catch(undefined) });

const DAY_MS = 86_400_000;

export function lastDays(days: number, now: Date): { from: string; to: string } {
  return { from: istDate(new Date(now.getTime() - (days - 1) * DAY_MS)), to: istDate(now) };
}
