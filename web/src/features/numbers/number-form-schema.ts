/** What the add form asks for, and what it can check before Meta does. */
import * as z from "zod";

export const numberForm = z.object({
  display_name: z
    .string()
    .trim()
    .min(1, "Give the number a name you will recognise")
    .max(100, "Use at most 100 characters"),
  phone_number_id: z
    .string()
    .trim()
    .min(1, "Enter the Phone Number ID")
    .regex(/^\d+$/, "The Phone Number ID has digits only. It is not the phone number itself."),
  access_token: z.string().trim().min(1, "Paste the access token"),
  system_prompt: z.string().trim(),
  waba_id: z.string().trim().regex(/^\d*$/, "The WABA ID has digits only"),
});

export type NumberForm = z.infer<typeof numberForm>;

export const EMPTY_NUMBER: NumberForm = {
  display_name: "",
  phone_number_id: "",
  access_token: "",
  system_prompt: "",
  waba_id: "",
};
