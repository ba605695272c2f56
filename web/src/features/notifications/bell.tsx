/** The bell: how many notifications are unread. The list behind it is fetched when a pointer or the focus comes near. */
import { Bell as BellIcon } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { lazyWithWords } from "@/shared/i18n/with-words";
import { useTitleMark } from "./use-title-mark";
import { useUnreadCount } from "./use-unread-count";

const loadOverlay = () => import("./notification-overlay");
const NotificationPopover = lazyWithWords(async () => (await loadOverlay()).NotificationPopover);
const NotificationDrawer = lazyWithWords(async () => (await loadOverlay()).NotificationDrawer);

export function Bell({ look }: { look: "row" | "icon" }) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const unread = useUnreadCount();
  // This bell is on every page, also where styles hide it.
  useTitleMark(unread);
  const Overlay = look === "row" ? NotificationPopover : NotificationDrawer;
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        className={look === "row" ? ROW : ICON}
        onPointerEnter={() => void loadOverlay()}
        onFocus={() => void loadOverlay()}
        onClick={() => {
          setWanted(true);
          setOpen(true);
        }}
      >
        <span className="sr-only">{nameOf(unread)}</span>
        {look === "row" ? <RowFace unread={unread} /> : <IconFace unread={unread} />}
      </button>
      {wanted && (
        <Suspense fallback={null}>
          <Overlay triggerRef={trigger} isOpen={open} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  );
}

const ROW =
  "flex h-10 w-full cursor-pointer items-center gap-3 rounded-lg px-3 font-medium text-nav-muted transition-colors hover:bg-nav-raised/60 hover:text-nav-text focus-visible:outline-2 focus-visible:outline-marigold aria-expanded:bg-nav-raised aria-expanded:text-nav-text";
const ICON =
  "relative grid size-11 cursor-pointer place-items-center rounded-full bg-nav-raised focus-visible:outline-2 focus-visible:outline-marigold";

function RowFace({ unread }: { unread: number }) {
  return (
    <>
      <BellIcon aria-hidden="true" className="size-[1.125rem]" />
      <span aria-hidden="true" className="flex-1 text-left">
        {t("notifications:title")}
      </span>
      <Count unread={unread} />
    </>
  );
}

function IconFace({ unread }: { unread: number }) {
  return (
    <>
      <BellIcon aria-hidden="true" className="size-5" />
      <span className="absolute -top-0.5 -right-0.5 rounded-full ring-2 ring-nav">
        <Count unread={unread} />
      </span>
    </>
  );
}

/** The number in its pill; in words it is part of the button's name. */
function Count({ unread }: { unread: number }) {
  if (unread === 0) return null;
  return (
    <span
      aria-hidden="true"
      className="grid h-5 min-w-5 place-items-center rounded-full bg-marigold px-1.5 text-xs font-semibold text-marigold-foreground figures"
    >
      {unread > 9 ? t("notifications:many") : unread}
    </span>
  );
}

function nameOf(unread: number): string {
  if (unread === 0) return t("notifications:title");
  return t("notifications:unread", { count: unread, n: formatCount(unread) });
}
