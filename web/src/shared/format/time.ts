/** Times are stored in UTC and shown and entered in Indian Standard Time, whatever the reader's own clock says. */
import { perLanguage } from "../i18n/locale";

const NO_BREAK_SPACE = "\u00a0";
const ZONE = "Asia/Kolkata";
/** India has one offset and no summer time. */
const IST_OFFSET = "+05:30";

/** Hindi writes its months out: its short forms ("नव॰") are for forms, not for reading. */
const dates = perLanguage(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      timeZone: ZONE,
      day: "numeric",
      month: locale.startsWith("hi") ? "long" : "short",
      year: "numeric",
    }),
);
const times = perLanguage(
  (locale) =>
    new Intl.DateTimeFormat(locale, { timeZone: ZONE, hour: "numeric", minute: "2-digit", hour12: true }),
);
const day = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});
const hourMinute = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });

/** "24 Nov 2026, 9:05 am IST"; no line breaks inside the date or inside the time. */
export function formatIst(iso: string): string {
  return `${formatIstDay(iso)}, ${formatIstTime(iso)}`;
}

/** "9:05 am IST". */
export function formatIstTime(iso: string): string {
  return `${formatIstClock(iso)}${NO_BREAK_SPACE}IST`;
}

/** "9:05 am", where the page says elsewhere that it is IST. */
export function formatIstClock(iso: string): string {
  return unbroken(times().format(new Date(iso)));
}

/** "24 Nov 2026", the day in India. */
export function formatIstDay(iso: string): string {
  return unbroken(dates().format(new Date(iso)));
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

/** ICU puts narrow no-break spaces before am and pm, and plain ones elsewhere. */
function unbroken(text: string): string {
  return text.replace(/[\u202f ]/g, NO_BREAK_SPACE);
}
