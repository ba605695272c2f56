/** What waits for the admin's hand, most urgent first. What runs by itself is not here. */
import type { Campaign, NotificationItem, Template, WhatsAppNumber } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { causesLanguage, causesText, inactiveTrouble } from "@/shared/whatsapp/causes";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** The bell warns as long ahead. */
const TOKEN_SOON_MS = 7 * DAY_MS;
/** News that nobody looked at for so long is no longer pressing. */
const RECENT_MS = 3 * DAY_MS;

export interface Need {
  id: string;
  tone: "danger" | "warning";
  what: string;
  /** Why, in the reader's language; in the server's words where it keeps no more. */
  why: string | null;
  /** Of `why`, where it is not the reader's. */
  language?: "en" | undefined;
  /** Null where it is not done in the dashboard. */
  action: { label: string; to: string } | null;
}

interface Facts {
  numbers: WhatsAppNumber[];
  failed: Campaign[];
  quarantined: Template[];
  news: NotificationItem[];
  /** What Meta posted and nobody could use. */
  setAside: number;
}

export function needsOf({ numbers, failed, quarantined, news, setAside }: Facts, now: Date): Need[] {
  return [
    ...numbers.filter(({ is_active }) => !is_active).map(inactive),
    ...numbers
      .filter((number) => number.is_active && endsSoon(number, now))
      .map((number) => token(number, now)),
    ...failed.filter(({ finished_at }) => isRecent(finished_at, now)).map(failure),
    ...newlyQuarantined(news),
    ...releasable(quarantined),
    ...unusable(setAside),
  ];
}

function inactive(number: WhatsAppNumber): Need {
  const { id, display_name } = number;
  return {
    id: `inactive-${id}`,
    tone: "danger",
    what: t("home:needs.inactive", { name: display_name }),
    ...inactiveWhy(number),
    action: { label: t("home:needs.newToken"), to: "/numbers" },
  };
}

function inactiveWhy(number: WhatsAppNumber): Pick<Need, "why" | "language"> {
  const trouble = inactiveTrouble(number);
  return trouble ? { why: trouble.happened } : { why: number.inactive_reason, language: "en" };
}

function token({ id, display_name: name, token_expires_at }: WhatsAppNumber, now: Date): Need {
  const end = token_expires_at ?? "";
  const over = new Date(end) <= now;
  return {
    id: `token-${id}`,
    tone: over ? "danger" : "warning",
    what: over
      ? t("home:needs.tokenOver", { name, time: formatIst(end) })
      : t("home:needs.tokenSoon", { name, time: formatIst(end) }),
    why: null,
    action: { label: t("home:needs.newToken"), to: "/numbers" },
  };
}

function failure({ id, name, status_causes, status_reason }: Campaign): Need {
  return {
    id: `failed-${id}`,
    tone: "danger",
    what: t("home:needs.failed", { name }),
    why: causesText(status_causes, status_reason),
    language: causesLanguage(status_causes),
    action: { label: t("home:needs.seeWhy"), to: `/campaigns/${id}` },
  };
}

/** Campaigns may have lost a template. Until somebody has read of it: templates that arrive as marketing are no news. */
function newlyQuarantined(news: NotificationItem[]): Need[] {
  const unread = news.filter(({ type, is_read }) => type === "template_quarantined" && !is_read);
  return unread.length === 0 ? [] : [group("quarantined", unread.length, null, "/notifications")];
}

/** Meta counts them as utility again; only a person may let them go back to work. */
function releasable(quarantined: Template[]): Need[] {
  const free = quarantined.filter(({ is_active, category }) => is_active && category === "UTILITY");
  const names = [...new Set(free.map(({ name }) => name))].slice(0, 3).join(", ");
  const to = "/templates?quarantined=true&category=UTILITY";
  return free.length === 0 ? [] : [group("releasable", free.length, names, to)];
}

/** Its cause is mended and it is processed again at the command line. */
function unusable(count: number): Need[] {
  if (count === 0) return [];
  const what = t("home:needs.setAside", { count, n: formatCount(count) });
  return [{ id: "set-aside", tone: "warning", what, why: t("home:needs.setAsideMeans"), action: null }];
}

function group(kind: "quarantined" | "releasable", count: number, why: string | null, to: string): Need {
  return {
    id: kind,
    tone: "warning",
    what: t(`home:needs.${kind}`, { count, n: formatCount(count) }),
    why,
    action: { label: t("home:needs.review"), to },
  };
}

function endsSoon({ token_expires_at }: WhatsAppNumber, now: Date): boolean {
  return token_expires_at !== null && new Date(token_expires_at).getTime() - now.getTime() < TOKEN_SOON_MS;
}

function isRecent(at: string | null, now: Date): boolean {
  return at !== null && now.getTime() - new Date(at).getTime() < RECENT_MS;
}
