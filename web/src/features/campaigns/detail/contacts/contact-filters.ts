/** The contact list's filters as they stand in the address, what they mean for the API, and how a contact's states look. */
import * as z from "zod";
import type { ContactStatus } from "@/api/models";
import type { BadgeTone } from "@/shared/ui/badge";
import type { ContactFilters } from "../../api/contacts-query";

export const CONTACT_STATUSES = [
  "pending",
  "sent",
  "delivered",
  "read",
  "failed",
  "invalid",
] as const satisfies ContactStatus[];

const digits = z.string().regex(/^\d{1,15}$/);

export const contactFilters = z.object({
  status: z.enum(CONTACT_STATUSES).optional().catch(undefined),
  template: digits.optional().catch(undefined),
  code: z
    .union([z.string().regex(/^-?\d{1,15}$/), z.literal("none")])
    .optional()
    .catch(undefined),
  q: z.string().optional().catch(undefined),
  /** The contact that is open. */
  contact: digits.optional().catch(undefined),
});

export type UrlContactFilters = Partial<
  Record<Exclude<keyof z.infer<typeof contactFilters>, "contact">, string>
>;

export function toQuery({ status, template, code, q }: z.infer<typeof contactFilters>): ContactFilters {
  return {
    status,
    template_id: template === undefined ? undefined : Number(template),
    error_code: code === undefined || code === "none" ? code : Number(code),
    q,
  };
}

export const CONTACT_TONES: Record<ContactStatus, BadgeTone> = {
  pending: "neutral",
  sent: "neutral",
  delivered: "accent",
  read: "success",
  failed: "danger",
  invalid: "warning",
};
