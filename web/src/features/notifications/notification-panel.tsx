/** What the bell opens: the newest notifications, older ones on demand, and the way to the whole list. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { t } from "@/shared/i18n/i18n";
import { LoadMore } from "@/shared/ui/load-more";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { notificationsQuery } from "./api/notifications-query";
import { useReadNotifications } from "./api/read-notifications";
import { NoNotifications } from "./no-notifications";
import { NotificationRow } from "./notification-row";
import { loadedItems } from "./reading";
import { useUnreadCount } from "./use-unread-count";

interface NotificationPanelProps {
  heading: ReactNode;
  /** Room beside the acts, e.g. for a close button. */
  headerClassName?: string;
  onClose: () => void;
}

export function NotificationPanel({ heading, headerClassName = "", onClose }: NotificationPanelProps) {
  const read = useReadNotifications();
  const unread = useUnreadCount();
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header
        className={`flex min-h-14 items-center justify-between gap-3 border-b border-separator px-4 sm:px-5 ${headerClassName}`}
      >
        {heading}
        {unread > 0 && (
          <button
            type="button"
            onClick={() => read.mutate("all")}
            className="inline-flex min-h-11 cursor-pointer items-center gap-1.5 rounded-lg px-1 text-sm font-semibold text-accent hover:underline focus-visible:outline-2 focus-visible:outline-focus"
          >
            <CheckCheck aria-hidden="true" className="size-4" /> {t("notifications:read.all")}
          </button>
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {read.error && (
          <div className="p-4">
            <ProblemNotice error={read.error} />
          </div>
        )}
        <PanelList onRead={(id) => read.mutate([id])} onFollow={onClose} />
      </div>
      <footer className="border-t border-separator px-4 sm:px-5">
        <Link
          to="/notifications"
          onClick={onClose}
          className="inline-flex min-h-11 items-center rounded text-sm font-semibold text-accent hover:underline focus-visible:outline-2 focus-visible:outline-focus"
        >
          {t("notifications:all")}
        </Link>
      </footer>
    </div>
  );
}

function PanelList({ onRead, onFollow }: { onRead: (id: number) => void; onFollow: () => void }) {
  const query = useInfiniteQuery(notificationsQuery);
  const items = loadedItems(query.data?.pages);
  if (query.isPending) {
    return (
      <div className="p-4">
        <RowsSkeleton rows={3} label={t("notifications:loading")} />
      </div>
    );
  }
  if (query.error && items.length === 0) {
    return (
      <div className="p-4">
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  if (items.length === 0) return <NoNotifications />;
  return (
    <>
      <ul className="divide-y divide-separator">
        {items.map((item) => (
          <NotificationRow key={item.id} item={item} onRead={onRead} onFollow={onFollow} />
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}
