/** The steps of a contact's message: those it took, and for one on its way the next that may come. */
import type { ContactDetail } from "@/api/models";

interface Step {
  name: "uploaded" | "sent" | "delivered" | "read" | "failed";
  at: string | null;
}

type Times = Pick<
  ContactDetail,
  "status" | "queued_at" | "sent_at" | "delivered_at" | "read_at" | "failed_at"
>;

export function stepsOf({ status, queued_at, sent_at, delivered_at, read_at, failed_at }: Times): Step[] {
  const way: Step[] = [
    { name: "sent", at: sent_at },
    { name: "delivered", at: delivered_at },
    { name: "read", at: read_at },
  ];
  const done = way.filter(({ at }) => at !== null);
  const first: Step = { name: "uploaded", at: queued_at };
  if (status === "invalid") return [first];
  if (status === "failed") return [first, ...done, { name: "failed", at: failed_at }];
  return [first, ...done, ...way.filter(({ at }) => at === null).slice(0, 1)];
}
