/** The bell: how many notifications are unread, and the list behind it, beside the navigation or, on phones, over the page. */
import { Drawer, Popover } from "@heroui/react";
import { Bell as BellIcon } from "lucide-react";
import { useState } from "react";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { NotificationPanel } from "./notification-panel";
import { useTitleMark } from "./use-title-mark";
import { useUnreadCount } from "./use-unread-count";

export function Bell({ look }: { look: "row" | "icon" }) {
  return look === "row" ? <BellRow /> : <BellButton />;
}

function BellRow() {
  const [open, setOpen] = useState(false);
  const unread = useUnreadCount();
  // This bell is on every page, also where styles hide it.
  useTitleMark(unread);
  return (
    <Popover isOpen={open} onOpenChange={setOpen}>
      <Popover.Trigger className="flex h-10 w-full cursor-pointer items-center gap-3 rounded-lg px-3 font-medium text-nav-muted transition-colors hover:bg-nav-raised/60 hover:text-nav-text focus-visible:outline-2 focus-visible:outline-marigold aria-expanded:bg-nav-raised aria-expanded:text-nav-text">
        <BellIcon aria-hidden="true" className="size-[1.125rem]" />
        <span className="sr-only">{nameOf(unread)}</span>
        <span aria-hidden="true" className="flex-1 text-left">
          {t("notifications:title")}
        </span>
        <Count unread={unread} />
      </Popover.Trigger>
      {/* Without a Popover.Dialog inside, the popover is the dialog, and its hidden dismiss buttons are part of it. */}
      <Popover.Content
        aria-label={t("notifications:title")}
        placement="right bottom"
        offset={14}
        className="rounded-2xl outline-none"
      >
        <div className="flex max-h-[min(40rem,80dvh)] w-[26rem] flex-col">
          <NotificationPanel
            heading={<h2 className="text-[1.0625rem] font-semibold">{t("notifications:title")}</h2>}
            onClose={() => setOpen(false)}
          />
        </div>
      </Popover.Content>
    </Popover>
  );
}

function BellButton() {
  const [open, setOpen] = useState(false);
  const unread = useUnreadCount();
  return (
    <Drawer isOpen={open} onOpenChange={setOpen}>
      <Drawer.Trigger className="relative grid size-11 place-items-center rounded-full bg-nav-raised focus-visible:outline-2 focus-visible:outline-marigold">
        <BellIcon aria-hidden="true" className="size-5" />
        <span className="sr-only">{nameOf(unread)}</span>
        <span className="absolute -top-0.5 -right-0.5 rounded-full ring-2 ring-nav">
          <Count unread={unread} />
        </span>
      </Drawer.Trigger>
      <Drawer.Backdrop>
        <Drawer.Content placement="right">
          <Drawer.Dialog className="w-full max-w-full p-0 sm:w-[28rem]">
            <Drawer.CloseTrigger aria-label={t("notifications:close")} className="top-3" />
            <NotificationPanel
              heading={
                <Drawer.Heading className="text-[1.0625rem] font-semibold">
                  {t("notifications:title")}
                </Drawer.Heading>
              }
              headerClassName="pr-14 sm:pr-16"
              onClose={() => setOpen(false)}
            />
          </Drawer.Dialog>
        </Drawer.Content>
      </Drawer.Backdrop>
    </Drawer>
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
