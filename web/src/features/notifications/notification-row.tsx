/** One notification: what happened, when, and the way to the page that shows it. Following it is reading it. */
import { Check } from "lucide-react";
import { useRef, type ReactNode } from "react";
import { Link } from "react-router";
import type { NotificationItem } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { TimeAgo } from "@/shared/ui/time-ago";
import { destination } from "./destination";
import { lookOf } from "./notification-look";
import { wordsOf } from "./words/wording";

interface NotificationRowProps {
  item: NotificationItem;
  onRead: (id: number) => void;
  /** Called when its page is opened, so that what covers that page can go. */
  onFollow?: () => void;
  /** Stands before the row, e.g. to select it. */
  lead?: ReactNode;
}

export function NotificationRow({ item, onRead, onFollow, lead }: NotificationRowProps) {
  const { icon: Icon, className } = lookOf(item);
  const { title, message } = wordsOf(item);
  const row = useRef<HTMLLIElement>(null);
  const read = () => {
    // The button goes with the mark: the focus stays in the row.
    row.current?.focus();
    onRead(item.id);
  };
  return (
    <li
      ref={row}
      tabIndex={-1}
      className={`relative flex items-start gap-3 px-4 py-3.5 transition-colors outline-none has-[a:hover]:bg-surface-secondary/70 sm:px-5 ${item.is_read ? "" : "bg-accent-soft/35"}`}
    >
      {lead}
      <span className={`grid size-9 shrink-0 place-items-center rounded-full ${className}`}>
        <Icon aria-hidden="true" className="size-[1.125rem]" />
      </span>
      <div className="grid min-w-0 flex-1 gap-0.5">
        <Title item={item} title={title} onRead={onRead} onFollow={onFollow} />
        <p className="text-sm wrap-anywhere text-muted">{message}</p>
        <p className="text-xs text-muted">
          <TimeAgo at={item.created_at} />
        </p>
      </div>
      {item.is_read ? null : <ReadButton title={title} onPress={read} />}
    </li>
  );
}

interface TitleProps extends Pick<NotificationRowProps, "item" | "onRead" | "onFollow"> {
  title: string;
}

function Title({ item, title, onRead, onFollow }: TitleProps) {
  const { id, is_read } = item;
  const to = destination(item);
  const words = (
    <>
      {is_read ? null : <span className="sr-only">{t("notifications:read.unread")} </span>}
      {title}
    </>
  );
  const look = `wrap-anywhere ${is_read ? "font-medium" : "font-semibold"}`;
  if (to === null) return <p className={look}>{words}</p>;
  const follow = () => {
    if (!is_read) onRead(id);
    onFollow?.();
  };
  return (
    <Link
      to={to}
      onClick={follow}
      className={`${look} after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-(--focus)`}
    >
      {words}
    </Link>
  );
}

function ReadButton({ title, onPress }: { title: string; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-label={t("notifications:read.named", { title })}
      title={t("notifications:read.one")}
      onClick={onPress}
      className="group relative z-10 -my-1.5 -mr-2 grid size-11 shrink-0 cursor-pointer place-items-center rounded-full text-muted hover:bg-default hover:text-foreground focus-visible:outline-2 focus-visible:outline-focus sm:size-9"
    >
      <span className="size-2.5 rounded-full bg-accent group-hover:hidden group-focus-visible:hidden" />
      <Check
        aria-hidden="true"
        className="hidden size-[1.125rem] group-hover:block group-focus-visible:block"
      />
    </button>
  );
}
