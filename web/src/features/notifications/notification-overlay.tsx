/** The list behind the bell: beside the navigation, or over the page on phones. */
import { Drawer, Popover, popoverVariants } from "@heroui/react";
import type { RefObject } from "react";
import { t } from "@/shared/i18n/i18n";
import { NotificationPanel } from "./notification-panel";

interface NotificationOverlayProps {
  triggerRef: RefObject<HTMLElement | null>;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

export function NotificationPopover(popover: NotificationOverlayProps) {
  return (
    // Without a Popover.Dialog inside, the popover is the dialog, and its hidden dismiss buttons are part of it.
    <Popover.Content
      {...popover}
      aria-label={t("notifications:title")}
      placement="right bottom"
      offset={14}
      className={`${popoverVariants().base()} rounded-2xl outline-none`}
    >
      <div className="flex max-h-[min(40rem,80dvh)] w-[26rem] flex-col">
        <NotificationPanel
          heading={<h2 className="text-[1.0625rem] font-semibold">{t("notifications:title")}</h2>}
          onClose={() => popover.onOpenChange(false)}
        />
      </div>
    </Popover.Content>
  );
}

export function NotificationDrawer({ isOpen, onOpenChange }: NotificationOverlayProps) {
  return (
    <Drawer.Backdrop isOpen={isOpen} onOpenChange={onOpenChange}>
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
            onClose={() => onOpenChange(false)}
          />
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}
