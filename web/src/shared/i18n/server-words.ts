/** What the server says in English, in the reader's language where a catalogue has it. */
import { t } from "./i18n";

/** The catalogues of the server's words are Hindi only; in English the key leads nowhere and the server's own words stay. */
export function inReadersWords(key: string, english: string): string {
  // The texts name CSV columns such as {{Media}}, which are no places to fill.
  return t(key as never, { defaultValue: english, skipInterpolation: true });
}
