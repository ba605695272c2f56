/** Brings changes to every page as they happen, and tells those who do not see the indicator when that ends and when it is back. */
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { campaignsKey } from "@/features/campaigns/api/campaigns-key";
import { followCampaigns } from "@/features/campaigns/live-changes";
import { notificationsQuery } from "@/features/notifications/api/notifications-query";
import { followNotifications } from "@/features/notifications/live-changes";
import { useSession } from "@/features/session/session-context";
import { t } from "@/shared/i18n/i18n";
import { LiveChannel } from "@/shared/realtime/live-channel";
import { reportLiveState, useLiveState, type LiveState } from "@/shared/realtime/live-state";

export function LiveUpdates() {
  const { client } = useSession();
  const queryClient = useQueryClient();
  useEffect(() => {
    const campaigns = followCampaigns(queryClient);
    const notifications = followNotifications(queryClient);
    const channel = new LiveChannel({
      client,
      onChange: (change) => (change.table === "campaigns" ? campaigns : notifications).apply(change),
      onFresh: () => loadAnew(queryClient),
      onState: reportLiveState,
    });
    channel.start();
    return () => {
      channel.stop();
      campaigns.stop();
      notifications.stop();
    };
  }, [client, queryClient]);
  return <Announcer />;
}

function loadAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: campaignsKey });
  void queryClient.invalidateQueries({ queryKey: notificationsQuery.queryKey });
}

/** Says the two turns that matter; a reconnection of some seconds is none. */
function Announcer() {
  const state = useLiveState();
  const [told, setTold] = useState<LiveState>("live");
  const [text, setText] = useState("");
  if ((state === "polling" || state === "live") && state !== told) {
    setTold(state);
    setText(state === "polling" ? t("realtime:news.polling") : t("realtime:news.live"));
  }
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
