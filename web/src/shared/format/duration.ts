/** Lengths of time as a person says them, with the two largest units: "1 h 12 min". No line breaks between number and unit. */
const NO_BREAK_SPACE = "\u00a0";

const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

export function formatDuration(seconds: number): string {
  let rest = Math.round(seconds);
  if (rest < 1) return `under 1${NO_BREAK_SPACE}s`;
  const parts: string[] = [];
  for (const [name, size] of UNITS) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${amount}${NO_BREAK_SPACE}${name}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}

const seconds = new Intl.NumberFormat("en-IN", { maximumFractionDigits: 1 });

/** How long a machine took: "840 ms", "1.2 s". */
export function formatMilliseconds(milliseconds: number): string {
  const [amount, unit] = milliseconds < 1_000 ? [milliseconds, "ms"] : [milliseconds / 1_000, "s"];
  return `${seconds.format(amount)}${NO_BREAK_SPACE}${unit}`;
}
