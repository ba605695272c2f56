/** Indian numbers as people read them: +91 98765 43210. Others keep their digits. */
export function formatPhone(raw: string): string {
  const digits = raw.replace(/\D/g, "");
  if (/^91\d{10}$/.test(digits)) return `+91 ${digits.slice(2, 7)} ${digits.slice(7)}`;
  return raw;
}
