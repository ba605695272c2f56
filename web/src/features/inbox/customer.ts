/** What a customer is called: by name, else by phone number, else by username. */
import type { Customer } from "@/api/models";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";

export function customerName(customer: Customer): string {
  return customer.name ?? phoneText(customer) ?? handle(customer) ?? t("inbox:customer.unknown");
}

/** How the customer can be told from others of the same name: the number, or that WhatsApp shows none. */
export function customerAddress(customer: Customer): string {
  return phoneText(customer) ?? handle(customer) ?? t("inbox:customer.noPhone");
}

export function phoneText({ phone }: Customer): string | null {
  return phone === null ? null : formatPhone(`+${phone}`);
}

export function handle({ username }: Customer): string | null {
  return username === null ? null : `@${username}`;
}
