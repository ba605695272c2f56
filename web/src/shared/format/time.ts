/** Times are stored in UTC and shown and entered in Indian Standard Time, whatever the reader's own clock says. */

const NO_BREAK_SPACE = "\u00a0";
const ZONE = "Asia/Kolkata";
/** India has one offset and no summer time. */
const IST_OFFSET = "+05:30";

const dateTime = new Intl.DateTimeFormat("en-IN", {
  timeZone: ZONE,
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  hour12: true,
});
const day = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});
const hourMinute = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });

/** "24 Nov 2026, 9:05 am IST"; no line breaks inside the date or inside the time. */
export function formatIst(iso: string): string {
  const [date = "", time = ""] = plainSpaces(dateTime.format(new Date(iso))).split(", ");
  return `${date}, ${time} IST`.replaceAll(" ", NO_BREAK_SPACE).replace(`,${NO_BREAK_SPACE}`, ", ");
}

/** "9:05 am IST". */
export function formatIstTime(iso: string): string {
  const [, time = ""] = plainSpaces(dateTime.format(new Date(iso))).split(", ");
  return `${time} IST`.replaceAll(" ", NO_BREAK_SPACE);
}

/** "9:05 am", where the page says elsewhere that it is IST. */
export function formatIstClock(iso: string): string {
  return formatIstTime(iso).replace(`${NO_BREAK_SPACE}IST`, "");
}

/** "24 Nov 2026", the day in India. */
export function formatIstDay(iso: string): string {
  const [date = ""] = plainSpaces(dateTime.format(new Date(iso))).split(", ");
  return date.replaceAll(" ", NO_BREAK_SPACE);
}

/** "2026-11-24", the day in India as the API takes it. */
export function istDate(at: Date): string {
  return day.format(at);
}

/** What an `<input type="datetime-local">` holds for this instant, in IST. */
export function istInputValue(at: Date): string {
  return `${day.format(at)}T${hourMinute.format(at)}`;
}

/** The instant that a person in India means by the input's value, as ISO 8601 UTC. */
export function istInputToIso(value: string): string {
  return new Date(`${value}:00${IST_OFFSET}`).toISOString();
}

/** ICU puts narrow no-break spaces before am and pm; plain ones search and test better. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, " ");
}
