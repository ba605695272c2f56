/** How many notifications are unread; 0 until it is known. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { notificationsQuery } from "./api/notifications-query";

export function useUnreadCount(): number {
  const { data } = useInfiniteQuery(notificationsQuery);
  return data?.pages[0]?.unread ?? 0;
}
