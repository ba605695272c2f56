/** The fake API's campaigns; the running one advances with the clock it is given. */
import type { Batch, Campaign, Cause, Contact } from "../../src/api/models.ts";

function campaign(fields: Partial<Campaign> & Pick<Campaign, "id" | "name" | "status">): Campaign {
  const valid = fields.valid_contacts ?? 10_000;
  const first = Math.floor(valid / 2);
  return {
    number: {
      id: 1,
      display_name: "Asha Sarees",
      display_phone_number: "+91 80450 00001",
      max_send_rate_per_sec: 60,
    },
    status_reason: null,
    status_causes: null,
    waiting_for: null,
    waiting: null,
    total_contacts: valid + (fields.invalid_contacts ?? 0),
    valid_contacts: valid,
    invalid_contacts: 0,
    total_sent: 0,
    total_delivered: 0,
    total_read: 0,
    total_failed: 0,
    total_processed: (fields.total_sent ?? 0) + (fields.total_failed ?? 0),
    delivery_rate: null,
    read_rate: null,
    avg_send_speed: null,
    scheduled_at: null,
    started_at: null,
    finished_at: null,
    duration_seconds: null,
    created_at: "2026-11-23T08:00:00Z",
    batches: [
      batch({ template_id: 1, template_name: "order_shipped", contact_count: first }),
      batch({
        template_id: 2,
        template_name: "order_shipped_hindi",
        language: "hi",
        position: 2,
        status: "pending",
        contact_count: valid - first,
      }),
    ],
    ...fields,
  };
}

function batch(
  fields: Partial<Batch> & Pick<Batch, "template_id" | "template_name" | "contact_count">,
): Batch {
  return {
    language: "en",
    position: 1,
    status: "ready",
    total_sent: 0,
    total_delivered: 0,
    total_read: 0,
    total_failed: 0,
    total_processed: 0,
    delivery_rate: null,
    read_rate: null,
    ...fields,
  };
}

function finished(id: number, name: string, valid: number, failed: number): Campaign {
  const sent = valid - failed;
  const delivered = Math.floor(sent * 0.962);
  const read = Math.floor(delivered * 0.71);
  const done = campaign({
    id,
    name,
    status: "completed",
    valid_contacts: valid,
    invalid_contacts: 37,
    total_sent: sent,
    total_delivered: delivered,
    total_read: read,
    total_failed: failed,
    delivery_rate: delivered / sent,
    read_rate: read / delivered,
    avg_send_speed: 61.4,
    started_at: "2026-11-21T04:30:00Z",
    finished_at: "2026-11-21T05:12:48Z",
    duration_seconds: 2568,
  });
  return { ...done, batches: done.batches.map((batch) => ({ ...batch, status: "completed" })) };
}

export function newCampaign(id: number, name: string): Campaign {
  return campaign({ id, name, status: "running", valid_contacts: 9_950 });
}

export function firstCampaigns(): Campaign[] {
  return [
    campaign({
      id: 8,
      name: "November dispatch notices",
      status: "running",
      valid_contacts: 125_400,
      invalid_contacts: 50,
      started_at: "2026-11-23T13:20:00Z",
      avg_send_speed: 58.7,
    }),
    campaign({
      id: 7,
      name: "Payment reminders, week 48",
      status: "queued",
      waiting_for:
        "Waits for 'November dispatch notices' on the same number (77,190 messages left, about 21 min).",
      waiting: {
        code: "behind_one",
        words:
          "Waits for 'November dispatch notices' on the same number (77,190 messages left, about 21 min).",
        facts: { campaign: "November dispatch notices", messages: "77190", seconds: "1286.5" },
      },
      valid_contacts: 8_420,
    }),
    campaign({
      id: 6,
      name: "Store reopening in Udaipur",
      status: "scheduled",
      valid_contacts: 24_310,
      scheduled_at: "2026-11-25T04:30:00Z",
    }),
    campaign({
      id: 5,
      name: "Invoices October",
      status: "stopped",
      status_reason: "Template invoice_ready was paused by Meta",
      status_causes: [
        templateCause(
          "template_status",
          "invoice_ready",
          "PAUSED",
          "Template invoice_ready was paused by Meta",
        ),
      ],
      valid_contacts: 40_000,
      total_sent: 12_210,
      total_delivered: 11_004,
      total_read: 4_120,
      total_failed: 122,
      delivery_rate: 0.901,
      read_rate: 0.374,
      avg_send_speed: 44.1,
      started_at: "2026-11-22T06:00:00Z",
    }),
    finished(4, "Diwali order updates", 1_00_000, 1_254),
    finished(3, "Appointment notices", 3_200, 12),
    campaign({
      id: 2,
      name: "Pickup reminders",
      status: "failed",
      status_reason: "Template diwali_sale is quarantined: its category is MARKETING",
      status_causes: [
        templateCause(
          "template_quarantined",
          "diwali_sale",
          "APPROVED",
          "Template diwali_sale is quarantined: its category is MARKETING",
        ),
      ],
      valid_contacts: 500,
    }),
  ];
}

function templateCause(code: Cause["code"], template: string, status: string, words: string): Cause {
  const category = code === "template_quarantined" ? "MARKETING" : "UTILITY";
  return { code, words, facts: { template, language: "en_US", status, category, rejected_reason: null } };
}

/** The running campaign as it stands `seconds` after the fake API started. */
export function advanced(one: Campaign, seconds: number): Campaign {
  if (one.status !== "running") return one;
  const sent = Math.min(one.valid_contacts - 210, 48_000 + Math.floor(seconds * 58));
  const delivered = Math.floor(sent * 0.94);
  const read = Math.floor(delivered * 0.52);
  return {
    ...one,
    total_sent: sent,
    total_delivered: delivered,
    total_read: read,
    total_failed: 210,
    total_processed: sent + 210,
    delivery_rate: delivered / sent,
    read_rate: read / delivered,
    duration_seconds: 820 + seconds,
  };
}

const STATUSES = [
  "read",
  "delivered",
  "sent",
  "read",
  "failed",
  "delivered",
  "read",
  "pending",
  "read",
  "invalid",
] as const;

/** The contact in row `row`; its state follows from its number, so pages agree with each other. */
export function contact(row: number): Contact {
  const status = STATUSES[row % STATUSES.length] ?? "pending";
  const invalid = status === "invalid";
  const failed = status === "failed";
  const sent = !invalid && !failed && status !== "pending";
  return {
    id: row,
    row_number: row + 1,
    phone: invalid ? "98765432" : `91987650${String(row).padStart(4, "0")}`,
    media_url: null,
    variables: ["Priya", `AS-${20_000 + row}`, "Thu, 26 Nov"],
    template_id: invalid ? null : 1,
    template_name: invalid ? null : "order_shipped",
    status,
    invalid_reason: invalid ? "The phone number has 8 digits; 12 digits starting with 91 are needed" : null,
    error_code: failed ? 131_026 : null,
    error_title: failed ? "Message undeliverable" : null,
    error_advice: failed
      ? "This number has no WhatsApp or has not accepted its new terms. Remove it from your list."
      : null,
    wamid: sent ? `wamid.HBgM${row}` : null,
    attempts: sent || failed ? 1 : 0,
    sent_at: sent ? "2026-11-23T13:21:04Z" : null,
    delivered_at: status === "delivered" || status === "read" ? "2026-11-23T13:21:06Z" : null,
    read_at: status === "read" ? "2026-11-23T13:40:31Z" : null,
    failed_at: failed ? "2026-11-23T13:21:05Z" : null,
  };
}
