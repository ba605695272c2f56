/** Whether what is on the screen is told as it happens, or asked for every 30 seconds. */
import { LoaderCircle, Radio, RefreshCw, type LucideIcon } from "lucide-react";
import { t } from "@/shared/i18n/i18n";
import { useLiveState, type LiveState } from "@/shared/realtime/live-state";

const LOOKS: Record<LiveState, { icon: LucideIcon; className: string }> = {
  connecting: { icon: LoaderCircle, className: "text-nav-muted" },
  live: { icon: Radio, className: "text-nav-muted" },
  reconnecting: { icon: LoaderCircle, className: "text-marigold" },
  polling: { icon: RefreshCw, className: "text-marigold" },
};

interface LiveIndicatorProps {
  /** `icon` on phones, where there is no room: the words are then for screen readers, and while it is live there is nothing to say. */
  look: "row" | "icon";
}

export function LiveIndicator({ look }: LiveIndicatorProps) {
  const state = useLiveState();
  const { icon: Icon, className } = LOOKS[state];
  const isQuiet = state === "live" || state === "connecting";
  if (look === "icon" && isQuiet) return null;
  return (
    <p
      title={t(`realtime:hint.${state}`)}
      className={`flex items-center gap-2 text-xs ${className} ${look === "row" ? "px-3" : ""}`}
    >
      <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${look === "icon" ? "size-4" : ""}`} />
      <span className={look === "icon" ? "max-sm:sr-only" : ""}>{t(`realtime:state.${state}`)}</span>
    </p>
  );
}
