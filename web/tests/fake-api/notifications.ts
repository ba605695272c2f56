/** What happened in the fake API: one notification of each kind, then enough old ones that there is more to load. */
import type { NotificationItem } from "../../src/api/models.ts";

export function notification(
  fields: Partial<NotificationItem> & Pick<NotificationItem, "id">,
): NotificationItem {
  return {
    type: "campaign_completed",
    title: "Campaign 'Diwali order updates' is complete",
    message: "98,746 of 1,00,000 contacts got their message, 1,254 failed.",
    action_url: "/campaigns/4",
    details: null,
    related_entity_type: "campaign",
    related_entity_id: 4,
    created_at: minutesAgo(60 * 24 * 3),
    is_read: true,
    ...fields,
  };
}

export function firstNotifications(): NotificationItem[] {
  const old = Array.from({ length: 60 }, (_, index) =>
    notification({
      id: 60 - index,
      title: `Campaign 'Appointment notices ${60 - index}' is complete`,
      created_at: minutesAgo(60 * 24 * 4 + index * 200),
    }),
  );
  return [
    notification({
      id: 106,
      type: "template_quarantined",
      details: {
        template: "diwali_sale",
        language: "en",
        from_category: "UTILITY",
        to_category: "MARKETING",
      },
      title: "Template 'diwali_sale' (en) was quarantined",
      message: "Meta changed its category from UTILITY to MARKETING.",
      action_url: "/templates?id=8",
      related_entity_type: "template",
      related_entity_id: 8,
      created_at: minutesAgo(4),
      is_read: false,
    }),
    notification({
      id: 105,
      type: "campaign_stopped",
      title: "Campaign 'Invoices October' was stopped",
      message:
        "Template 'invoice_ready' (en) cannot be sent any more. Meta paused it because customers rated it badly. 12,210 messages were sent, 27,668 are held back.",
      action_url: "/campaigns/5",
      created_at: minutesAgo(52),
      is_read: false,
    }),
    notification({
      id: 104,
      type: "number_token_expired",
      details: { number: "Old store" },
      related_entity_type: "number",
      related_entity_id: 3,
      title: "WhatsApp number Old store is inactive",
      message: "WhatsApp number Old store token expired, please update",
      action_url: "/numbers",
      created_at: minutesAgo(190),
      is_read: false,
    }),
    notification({ id: 103, created_at: minutesAgo(60 * 20) }),
    notification({
      id: 102,
      type: "template_category_notice",
      title: "Template 'store_hours' (en) will change its category",
      message: "Meta will change its category from UTILITY to MARKETING on 1 December 2026, 5:30 am IST.",
      action_url: "/templates?id=5",
      created_at: minutesAgo(60 * 30),
    }),
    notification({
      id: 101,
      type: "campaign_failed",
      title: "Campaign 'Pickup reminders' could not start",
      message: "Template 'diwali_sale' is quarantined: its category is MARKETING.",
      action_url: "/campaigns/2",
      created_at: minutesAgo(60 * 50),
    }),
    notification({
      id: 100,
      type: "number_throughput",
      title: "Meta raised the speed limit of Asha Sarees",
      message: "Meta allows number Asha Sarees now 80 messages a second (throughput level STANDARD).",
      action_url: "/numbers",
      created_at: minutesAgo(60 * 70),
    }),
    ...old,
  ];
}

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}
