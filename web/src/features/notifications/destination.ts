/** The page that shows what a notification is about; on the page of numbers, the number itself. */
import type { NotificationItem } from "@/api/models";

type Linked = Pick<NotificationItem, "action_url" | "related_entity_type" | "related_entity_id">;

export function destination({ action_url, related_entity_type, related_entity_id }: Linked): string | null {
  if (action_url === "/numbers" && related_entity_type === "number" && related_entity_id !== null)
    return `/numbers#number-${related_entity_id}`;
  return action_url;
}
