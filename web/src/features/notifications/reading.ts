/** What the loaded notifications look like once some of them are read. Nothing here asks the server. */
import type { InfiniteData } from "@tanstack/react-query";
import type { NotificationItem, NotificationPage } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { wordsOf } from "./words/wording";

/** Ids, or all there are, loaded or not. */
export type Which = number[] | "all";

export function loadedItems(pages: NotificationPage[] | undefined): NotificationItem[] {
  return pages?.flatMap(({ items }) => items) ?? [];
}

export function markRead<P>(
  data: InfiniteData<NotificationPage, P>,
  which: Which,
): InfiniteData<NotificationPage, P> {
  const isMeant = ({ id }: NotificationItem) => which === "all" || which.includes(id);
  const newlyRead = loadedItems(data.pages).filter((item) => !item.is_read && isMeant(item)).length;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      unread: which === "all" ? 0 : Math.max(0, page.unread - newlyRead),
      items: page.items.map((item) => (isMeant(item) ? { ...item, is_read: true } : item)),
    })),
  };
}

/** Says what arrived since the newest known one, for those who do not see the count change; null if nothing did. */
export function newsText(items: NotificationItem[], newestKnown: number): string | null {
  const fresh = items.filter(({ id, is_read }) => id > newestKnown && !is_read);
  const [latest] = fresh;
  if (!latest) return null;
  const { title } = wordsOf(latest);
  const count = fresh.length;
  if (count === 1) return t("notifications:news.one", { title });
  return t("notifications:news.more", { count, n: formatCount(count), title });
}
