/** Counts and shares the Indian way: 1,00,000 and 94.2%. */
import type { en } from "@/locales/en";
import { shownLanguage, t } from "../i18n/i18n";
import { perLanguage } from "../i18n/locale";

const count = perLanguage((locale) => new Intl.NumberFormat(locale));
const percent = perLanguage(
  (locale) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }),
);
const tenths = perLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));

export const DASH = "–";

/** What is counted in more than one part of the dashboard. */
type Noun = keyof typeof en.common.quantity extends infer K
  ? K extends `${infer N}_other`
    ? N
    : never
  : never;

export function formatCount(value: number): string {
  return count().format(value);
}

/** With one figure after the point at most. */
export function formatTenths(value: number): string {
  return tenths().format(value);
}

/** `formatQuantity(1, "row")` → "1 row", `formatQuantity(200000, "row")` → "2,00,000 rows". */
export function formatQuantity(value: number, noun: Noun): string {
  return t(`common:quantity.${noun}`, { count: value, n: formatCount(value) });
}

/** A share from 0 to 1; a dash when unknown. */
export function formatShare(share: number | null): string {
  return share === null ? DASH : percent().format(share);
}

/** Messages a second; a dash when unknown. */
export function formatSpeed(perSecond: number | null): string {
  return perSecond === null ? DASH : t("common:speed", { n: formatTenths(perSecond) });
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${formatCount(bytes)} B`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${formatTenths(kilobytes)} KB` : `${formatTenths(kilobytes / 1024)} MB`;
}

/** "₹4,299" or, without a currency that is known, the figure alone. */
export function formatMoney(amount: number, currency: string | null): string {
  if (currency === null) return formatTenths(amount);
  try {
    return new Intl.NumberFormat(`${shownLanguage()}-IN`, {
      style: "currency",
      currency,
      trailingZeroDisplay: "stripIfInteger",
    }).format(amount);
  } catch {
    // Meta hands on what the shop wrote; not all of it is a currency.
    return `${formatTenths(amount)} ${currency}`;
  }
}
