/** Notifications under the day they came, in India; unread ones can be selected. */
import { Checkbox } from "@heroui/react";
import { useId } from "react";
import type { NotificationItem } from "@/api/models";
import { formatDay } from "@/shared/format/relative-time";
import { t } from "@/shared/i18n/i18n";
import { useNow } from "@/shared/hooks/use-now";
import { NotificationRow } from "./notification-row";
import { wordsOf } from "./words/wording";

interface DayListProps {
  items: NotificationItem[];
  selected: number[];
  onSelect: (id: number, on: boolean) => void;
  onRead: (id: number) => void;
}

export function DayList({ items, ...acts }: DayListProps) {
  const now = useNow();
  const dayOf = ({ created_at }: NotificationItem) => formatDay(created_at, now);
  const days = [...new Set(items.map(dayOf))];
  return days.map((day) => (
    <Day key={day} day={day} items={items.filter((item) => dayOf(item) === day)} {...acts} />
  ));
}

function Day({ day, items, selected, onSelect, onRead }: DayListProps & { day: string }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="grid gap-2.5">
      <h2 id={heading} className="px-1 text-sm font-semibold text-muted figures">
        {day}
      </h2>
      <ul className="divide-y divide-separator overflow-hidden panel">
        {items.map((item) => (
          <NotificationRow
            key={item.id}
            item={item}
            onRead={onRead}
            lead={
              <SelectBox
                item={item}
                isSelected={selected.includes(item.id)}
                onChange={(on) => onSelect(item.id, on)}
              />
            }
          />
        ))}
      </ul>
    </section>
  );
}

interface SelectBoxProps {
  item: NotificationItem;
  isSelected: boolean;
  onChange: (on: boolean) => void;
}

function SelectBox({ item, ...state }: SelectBoxProps) {
  if (item.is_read) return <span className="w-4 shrink-0" />;
  return (
    <Checkbox
      aria-label={t("notifications:select.one", { title: wordsOf(item).title })}
      className="relative z-10 -m-2.5 shrink-0 p-2.5"
      {...state}
    >
      <Checkbox.Content className="grid min-h-9 place-items-center">
        <Checkbox.Control>
          <Checkbox.Indicator />
        </Checkbox.Control>
      </Checkbox.Content>
    </Checkbox>
  );
}
