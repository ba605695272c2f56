/** Counts and shares the Indian way: 1,00,000 and 94.2%. */

const count = new Intl.NumberFormat("en-IN");
const percent = new Intl.NumberFormat("en-IN", { style: "percent", maximumFractionDigits: 1 });
const tenths = new Intl.NumberFormat("en-IN", { maximumFractionDigits: 1 });

export const DASH = "–";

export function formatCount(value: number): string {
  return count.format(value);
}

/** `formatQuantity(1, "row")` → "1 row", `formatQuantity(200000, "row")` → "2,00,000 rows". */
export function formatQuantity(value: number, singular: string, plural = `${singular}s`): string {
  return `${count.format(value)} ${value === 1 ? singular : plural}`;
}

/** A share from 0 to 1; a dash when unknown. */
export function formatShare(share: number | null): string {
  return share === null ? DASH : percent.format(share);
}

/** Messages a second; a dash when unknown. */
export function formatSpeed(perSecond: number | null): string {
  return perSecond === null ? DASH : `${tenths.format(perSecond)}/s`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${count.format(bytes)} B`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${tenths.format(kilobytes)} KB` : `${tenths.format(kilobytes / 1024)} MB`;
}

/** "₹4,299" or, without a currency that is known, the figure alone. */
export function formatMoney(amount: number, currency: string | null): string {
  if (currency === null) return tenths.format(amount);
  try {
    return new Intl.NumberFormat("en-IN", {
      style: "currency",
      currency,
      trailingZeroDisplay: "stripIfInteger",
    }).format(amount);
  } catch {
    // Meta hands on what the shop wrote; not all of it is a currency.
    return `${tenths.format(amount)} ${currency}`;
  }
}
