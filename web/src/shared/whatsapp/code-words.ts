/** Meta's error codes in the reader's language: those that recipients meet stand in the catalogue, the others as the server says them. */
import { en } from "@/locales/en";
import { t } from "../i18n/i18n";

type KnownCode = keyof typeof en.campaign.codes;

export interface CodeWords {
  /** Given where the words are the server's or Meta's own, which are English. */
  lang?: "en";
  title: string;
  advice: string;
}

export function codeWords(code: number | null, title: string, advice: string): CodeWords {
  const known = String(code ?? "none");
  if (!isKnown(known)) return { lang: "en", title, advice };
  return { title: t(`campaign:codes.${known}.title`), advice: t(`campaign:codes.${known}.advice`) };
}

function isKnown(code: string): code is KnownCode {
  return code in en.campaign.codes;
}
