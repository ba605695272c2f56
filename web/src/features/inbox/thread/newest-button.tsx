/** Leads back down to the newest message, and says how many have come meanwhile. */
import { ArrowDown } from "lucide-react";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";

interface NewestButtonProps {
  unseen: number;
  onPress: () => void;
}

export function NewestButton({ unseen, onPress }: NewestButtonProps) {
  return (
    <button
      type="button"
      onClick={onPress}
      aria-label={t("inbox:thread.newest")}
      className="absolute right-4 bottom-4 flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-full bg-surface px-3 text-sm font-semibold text-accent shadow-md ring-1 ring-separator hover:bg-surface-secondary focus-visible:outline-2 focus-visible:outline-focus"
    >
      {unseen > 0 && (
        <span className="figures">
          {t("inbox:thread.newestNew", { count: unseen, n: formatCount(unseen) })}
        </span>
      )}
      <ArrowDown aria-hidden="true" className="size-5" />
    </button>
  );
}
