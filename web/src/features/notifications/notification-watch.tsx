/** Keeps the bell up to date on every page, and tells screen readers what arrives. The only place that asks again by itself. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { NotificationItem } from "@/api/models";
import { pollMs } from "@/shared/realtime/live-state";
import { notificationsQuery } from "./api/notifications-query";
import { newsText } from "./reading";

export function NotificationWatch() {
  const { data } = useInfiniteQuery({
    ...notificationsQuery,
    refetchInterval: pollMs,
    // "always": who comes back to the tab wants to know now, however fresh the last answer is.
    refetchOnWindowFocus: "always",
  });
  const news = useNews(data?.pages[0]?.items);
  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  );
}

/** What arrived while the page was open; what was there when it opened is no news. */
function useNews(items: NotificationItem[] | undefined): string {
  const [newest, setNewest] = useState<number | null>(null);
  const [text, setText] = useState("");
  if (items) {
    const latest = Math.max(newest ?? 0, items[0]?.id ?? 0);
    if (latest !== newest) {
      setNewest(latest);
      if (newest !== null) setText(newsText(items, newest) ?? "");
    }
  }
  return text;
}
