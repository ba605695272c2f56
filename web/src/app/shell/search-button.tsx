/** Opens the command palette, for those who do not know its keys. */
import { Search } from "lucide-react";
import { t } from "@/shared/i18n/i18n";
import { paletteKeys } from "../overlays/modifier";
import { loadPalette } from "../overlays/load-palette";
import { useOpenOverlay } from "../overlays/overlay-context";

export function SearchButton({ look }: { look: "row" | "icon" }) {
  const openOverlay = useOpenOverlay();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={look === "icon" ? t("shell:palette.title") : undefined}
      aria-keyshortcuts="Control+K Meta+K"
      onPointerEnter={() => void loadPalette()}
      onClick={() => openOverlay("palette")}
      className={look === "row" ? ROW : ICON}
    >
      <Search aria-hidden="true" className={look === "row" ? "size-4" : "size-5"} />
      {look === "row" && (
        <>
          <span className="flex-1 truncate text-left">{t("shell:palette.title")}</span>
          <span aria-hidden="true" className="shrink-0 text-xs">
            {paletteKeys().join(" ")}
          </span>
        </>
      )}
    </button>
  );
}

const ROW =
  "mb-4 flex h-10 w-full cursor-pointer items-center gap-2 rounded-lg border border-nav-border px-2.5 text-[0.8125rem] text-nav-muted hover:bg-nav-raised/60 hover:text-nav-text focus-visible:outline-2 focus-visible:outline-marigold";
const ICON =
  "grid size-11 cursor-pointer place-items-center rounded-full bg-nav-raised focus-visible:outline-2 focus-visible:outline-marigold";
