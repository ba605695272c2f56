/** The button of the account menu. The menu behind it is fetched when a pointer or the focus comes near. */
import { ChevronsUpDown, UserRound } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { useSession } from "@/features/session/session-context";
import { t } from "@/shared/i18n/i18n";
import { lazyWithWords } from "@/shared/i18n/with-words";
import { useOpenOverlay } from "../overlays/overlay-context";

const loadPopover = () => import("./account-popover");
const AccountPopover = lazyWithWords(async () => (await loadPopover()).AccountPopover);

export function AccountMenu({ look }: { look: "row" | "icon" }) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [wanted, setWanted] = useState(false);
  const [open, setOpen] = useState(false);
  const openOverlay = useOpenOverlay();
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={look === "icon" ? t("shell:account.menu") : undefined}
        className={look === "row" ? ROW : ICON}
        onPointerEnter={() => void loadPopover()}
        onFocus={() => void loadPopover()}
        onClick={() => {
          setWanted(true);
          setOpen(true);
        }}
      >
        {look === "row" ? <RowFace /> : <UserRound aria-hidden="true" className="size-5" />}
      </button>
      {wanted && (
        <Suspense fallback={null}>
          <AccountPopover
            triggerRef={trigger}
            isOpen={open}
            onOpenChange={setOpen}
            onOpen={openOverlay}
            withSettings={look === "icon"}
            placement={look === "row" ? "top start" : "bottom end"}
          />
        </Suspense>
      )}
    </>
  );
}

const ROW =
  "flex h-12 w-full cursor-pointer items-center gap-3 rounded-lg px-2.5 text-left text-sm hover:bg-nav-raised/60 focus-visible:outline-2 focus-visible:outline-marigold";
const ICON =
  "grid size-11 cursor-pointer place-items-center rounded-full bg-nav-raised focus-visible:outline-2 focus-visible:outline-marigold";

function RowFace() {
  const { email } = useSession();
  return (
    <>
      <span className="grid size-8 shrink-0 place-items-center rounded-full bg-nav-raised">
        <UserRound aria-hidden="true" className="size-4" />
      </span>
      <span className="min-w-0 flex-1 truncate">{email}</span>
      <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-nav-muted" />
    </>
  );
}
