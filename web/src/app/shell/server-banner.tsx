/** Says when the server stopped answering, keeps asking, and goes away when it is back. */
import { useQueryClient } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useEffect } from "react";
import { api } from "@/api/client";
import { useServerReachable } from "@/api/reachability";
import { useOnline } from "@/shared/hooks/use-online";
import { t } from "@/shared/i18n/i18n";

const ASK_AGAIN_MS = 4_000;

export function ServerBanner() {
  const reachable = useServerReachable();
  const online = useOnline();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (reachable || !online) return;
    const ask = () => {
      api.GET("/api/session").then(
        () => void queryClient.invalidateQueries(),
        () => undefined, // still away: the next round asks again
      );
    };
    const timer = setInterval(ask, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [reachable, online, queryClient]);

  return (
    <div role="status">
      {!(reachable && online) && (
        <p className="flex items-center justify-center gap-2.5 bg-warning px-4 py-2.5 text-sm font-medium text-warning-foreground">
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          {online ? t("shell:offline.server") : t("shell:offline.browser")}
        </p>
      )}
    </div>
  );
}
