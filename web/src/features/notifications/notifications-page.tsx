/** All notifications by day, with what a popover has no room for: reading several at once. */
import { Button, Checkbox } from "@heroui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import { useState } from "react";
import type { NotificationItem } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { LoadMore } from "@/shared/ui/load-more";
import { PageHeader } from "@/shared/ui/page-header";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { notificationsQuery } from "./api/notifications-query";
import { useReadNotifications } from "./api/read-notifications";
import { DayList } from "./day-list";
import { NoNotifications } from "./no-notifications";
import { loadedItems, type Which } from "./reading";
import { useUnreadCount } from "./use-unread-count";

export function NotificationsPage() {
  const unread = useUnreadCount();
  const query = useInfiniteQuery(notificationsQuery);
  const read = useReadNotifications();
  const items = loadedItems(query.data?.pages);
  return (
    <>
      <PageHeader
        title={t("notifications:title")}
        description={t("notifications:description")}
        actions={
          unread > 0 && (
            <Button variant="outline" onPress={() => read.mutate("all")}>
              <CheckCheck aria-hidden="true" /> {t("notifications:read.all")}
            </Button>
          )
        }
      />
      <div className="grid gap-5">
        {read.error && <ProblemNotice error={read.error} />}
        {query.isPending && <RowsSkeleton label={t("notifications:loading")} />}
        {query.error && items.length === 0 && (
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.data && items.length === 0 && <NoNotifications />}
        {items.length > 0 && <SelectableList items={items} onRead={read.mutate} />}
        <LoadMore query={query} />
        {items.length > 0 && !query.hasNextPage && (
          <p className="py-2 text-center text-sm text-muted">{t("notifications:end")}</p>
        )}
      </div>
    </>
  );
}

interface SelectableListProps {
  items: NotificationItem[];
  onRead: (which: Which) => void;
}

function SelectableList({ items, onRead }: SelectableListProps) {
  const [ticked, setTicked] = useState<number[]>([]);
  const unread = items.filter(({ is_read }) => !is_read).map(({ id }) => id);
  // What was read meanwhile, here or on another device, is no longer selected.
  const selected = ticked.filter((id) => unread.includes(id));
  return (
    <>
      {unread.length > 0 && (
        <div className="flex min-h-11 flex-wrap items-center gap-x-5 gap-y-2 px-4 sm:px-5">
          <Checkbox
            isSelected={selected.length === unread.length}
            isIndeterminate={selected.length > 0 && selected.length < unread.length}
            onChange={(all) => setTicked(all ? unread : [])}
          >
            <Checkbox.Content className="flex min-h-11 items-center gap-3 text-sm">
              <Checkbox.Control>
                <Checkbox.Indicator />
              </Checkbox.Control>
              {selected.length > 0
                ? t("notifications:select.count", {
                    count: selected.length,
                    n: formatCount(selected.length),
                  })
                : t("notifications:select.all")}
            </Checkbox.Content>
          </Checkbox>
          {selected.length > 0 && (
            <Button size="sm" variant="outline" onPress={() => onRead(selected)}>
              {t("notifications:read.one")}
            </Button>
          )}
        </div>
      )}
      <DayList
        items={items}
        selected={selected}
        onSelect={(id, on) => setTicked(on ? [...selected, id] : selected.filter((each) => each !== id))}
        onRead={(id) => onRead([id])}
      />
    </>
  );
}
