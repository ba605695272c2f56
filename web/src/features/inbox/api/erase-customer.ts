/** Erases a customer; `confirm` is the end of the number, typed by the person who wants it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { inboxKey } from "./inbox-key";

export function useEraseCustomer(contactId: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (confirm: string) =>
      unwrap(
        api.POST("/api/contacts/{contact_id}/erase", {
          params: { path: { contact_id: contactId } },
          body: { confirm },
        }),
      ),
    // Done when the list no longer shows them: it stands beside the conversation.
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [...inboxKey, "list"] }),
  });
}
