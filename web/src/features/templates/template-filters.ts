/** The template list's filters as they stand in the address, and what they mean for the API. */
import * as z from "zod";
import type { TemplateFilters } from "@/shared/api/templates";

const CATEGORIES = ["UTILITY", "MARKETING", "AUTHENTICATION"] as const;
const STATUSES = ["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"] as const;

export const templateFilters = z.object({
  number: z.string().regex(/^\d+$/).optional().catch(undefined),
  category: z.enum(CATEGORIES).optional().catch(undefined),
  status: z.enum(STATUSES).optional().catch(undefined),
  quarantined: z.enum(["true", "false"]).optional().catch(undefined),
  q: z.string().optional().catch(undefined),
});

type UrlFilters = z.infer<typeof templateFilters>;

export function toQuery({ number, quarantined, ...rest }: UrlFilters): TemplateFilters {
  return {
    ...rest,
    number_id: number === undefined ? undefined : Number(number),
    quarantined: quarantined === undefined ? undefined : quarantined === "true",
  };
}

export const CATEGORY_OPTIONS = CATEGORIES.map((id) => ({ id, label: titleCase(id) }));
export const STATUS_OPTIONS = STATUSES.map((id) => ({ id, label: titleCase(id) }));
export const QUARANTINE_OPTIONS = [
  { id: "true", label: "Quarantined" },
  { id: "false", label: "Not quarantined" },
];

/** Meta's capitals as a word: "UTILITY" → "Utility", "IN_APPEAL" → "In appeal". */
export function titleCase(name: string): string {
  const words = name.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
