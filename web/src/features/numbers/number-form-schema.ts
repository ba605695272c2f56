/** What the add form asks for, and what it can check before Meta does. */
import * as z from "zod";
import type { WhatsAppNumber } from "@/api/models";
import { t } from "@/shared/i18n/i18n";

export const numberForm = z.object({
  display_name: z
    .string()
    .trim()
    .min(1, { error: () => t("numbers:form.name_missing") })
    .max(100, { error: () => t("numbers:form.name_long") }),
  phone_number_id: z
    .string()
    .trim()
    .min(1, { error: () => t("numbers:form.id_missing") })
    .regex(/^\d+$/, { error: () => t("numbers:form.id_wrong") }),
  access_token: z
    .string()
    .trim()
    .min(1, { error: () => t("numbers:form.token_missing") }),
  system_prompt: z.string().trim(),
  waba_id: z
    .string()
    .trim()
    .regex(/^\d*$/, { error: () => t("numbers:form.waba_wrong") }),
});

export type NumberForm = z.infer<typeof numberForm>;

const EMPTY: NumberForm = {
  display_name: "",
  phone_number_id: "",
  access_token: "",
  system_prompt: "",
  waba_id: "",
};

/** All of a known number stays as it is; only its token is asked for. */
export function formOf(known: WhatsAppNumber | null): NumberForm {
  if (known === null) return EMPTY;
  const { display_name, phone_number_id, system_prompt } = known;
  return { ...EMPTY, display_name, phone_number_id, system_prompt };
}
