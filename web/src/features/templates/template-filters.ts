/** The template list's filters as they stand in the address, and what they mean for the API. */
import * as z from "zod";
import type { TemplateFilters } from "@/shared/api/templates";
import { t } from "@/shared/i18n/i18n";
import { metaWord } from "@/shared/whatsapp/meta-words";

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

export function isFiltered({ number, category, status, quarantined, q }: UrlFilters): boolean {
  return [number, category, status, quarantined, q].some(Boolean);
}

export const NO_FILTERS = {
  number: undefined,
  category: undefined,
  status: undefined,
  quarantined: undefined,
  q: undefined,
} satisfies UrlFilters;

export function categoryOptions() {
  return CATEGORIES.map((id) => ({ id, label: metaWord("category", id) }));
}

export function statusOptions() {
  return STATUSES.map((id) => ({ id, label: metaWord("template_status", id) }));
}

export function quarantineOptions() {
  return [
    { id: "true", label: t("templates:filters.quarantined") },
    { id: "false", label: t("templates:filters.not_quarantined") },
  ];
}
