/** Marks one, several or all notifications as read: at once on the page, taken back if the server refuses. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { markRead, type Which } from "../reading";
import { notificationsQuery } from "./notifications-query";

const mutationKey = ["read-notifications"];

export function useReadNotifications() {
  const queryClient = useQueryClient();
  const { queryKey } = notificationsQuery;
  return useMutation({
    mutationKey,
    mutationFn: (ids: Which) => unwrap(api.POST("/api/notifications/read", { body: { ids } })),
    onMutate: async (ids) => {
      // An answer from before this act would bring the unread marks back.
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      if (before) queryClient.setQueryData(queryKey, markRead(before, ids));
      return before;
    },
    onError: (_error, _ids, before) => {
      if (before) queryClient.setQueryData(queryKey, before);
    },
    onSettled: async () => {
      // The last of several acts asks again; earlier answers would not know of the later acts.
      if (queryClient.isMutating({ mutationKey }) === 1) await queryClient.invalidateQueries({ queryKey });
    },
  });
}
