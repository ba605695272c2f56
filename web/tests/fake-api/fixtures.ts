/** The fake API's first numbers and templates: enough variety that every look of the dashboard has a row. */
import type { RateChange, Template, WhatsAppNumber } from "../../src/api/models.ts";

export const SESSION = {
  mode: "embedded" as const,
  supabase_key: "sb_publishable_fake",
  commit: "1a2b3c4",
  version: "0.1.0",
  sandbox: true,
  password_reset: "email" as "email" | "command",
};

export const ADMIN = { email: "admin@harkara.local", password: "runner-of-the-post" };

export function newNumber(
  fields: Partial<WhatsAppNumber> & Pick<WhatsAppNumber, "id" | "display_name">,
): WhatsAppNumber {
  return {
    phone_number_id: `10650000000000${fields.id}`,
    display_phone_number: `+91 80450 0000${fields.id}`,
    verified_name: fields.display_name,
    waba_id: "20870000000001",
    is_active: true,
    inactive_reason: null,
    inactive_code: null,
    inactive_error: null,
    token_expires_at: null,
    meta_status: "CONNECTED",
    name_status: "APPROVED",
    quality_rating: "GREEN",
    throughput_level: "STANDARD",
    meta_limit_per_sec: 80,
    messaging_limit: "TIER_100K",
    system_prompt: "You answer customers of Asha Sarees in two short sentences.",
    max_send_rate_per_sec: 60,
    last_stable_rate_per_sec: 72,
    template_count: 24,
    templates_synced_at: "2026-11-23T14:02:00Z",
    created_at: "2026-11-01T06:00:00Z",
    ...fields,
  };
}

export function firstNumbers(): WhatsAppNumber[] {
  return [
    newNumber({ id: 1, display_name: "Asha Sarees" }),
    newNumber({
      id: 2,
      display_name: "Asha Sarees Support",
      quality_rating: "YELLOW",
      token_expires_at: "2026-11-27T18:30:00Z",
      meta_status: "FLAGGED",
      name_status: "PENDING_REVIEW",
      max_send_rate_per_sec: 48,
      template_count: 12,
    }),
    newNumber({
      id: 3,
      display_name: "Old store",
      waba_id: "20870000000003",
      is_active: false,
      inactive_reason: "The access token is expired or not valid (error 190)",
      inactive_code: "token",
      inactive_error: 190,
      quality_rating: null,
      template_count: 0,
      templates_synced_at: null,
    }),
  ];
}

export function rateChange(fields: Partial<RateChange>): RateChange {
  return {
    id: 1,
    changed_at: "2026-11-23T05:10:00Z",
    from_rate: 60,
    to_rate: 66,
    reason: "raised",
    details: "0.12% errors in 5 minutes of sending: +10 %.",
    ...fields,
  };
}

/** Newest first: up to Meta's limit, thrown back by throttling, and on again the next day. */
export function rateChanges(): RateChange[] {
  const raised = (id: number, from_rate: number, to_rate: number, changed_at: string) =>
    rateChange({ id, from_rate, to_rate, changed_at });
  return [
    rateChange({
      id: 7,
      from_rate: 79,
      to_rate: 80,
      reason: "meta_limit",
      changed_at: "2026-11-23T05:25:00Z",
      details: "Meta allows this number 80/s (throughput level STANDARD).",
    }),
    raised(6, 72, 79, "2026-11-23T05:20:00Z"),
    raised(5, 66, 72, "2026-11-23T05:15:00Z"),
    rateChange({
      id: 4,
      from_rate: 74,
      to_rate: 66,
      reason: "new_day",
      changed_at: "2026-11-23T04:31:00Z",
      details: "First campaign of the day: 90 % of the rate before.",
    }),
    raised(3, 68, 74, "2026-11-22T11:40:00Z"),
    rateChange({
      id: 2,
      from_rate: 85,
      to_rate: 68,
      reason: "lowered",
      changed_at: "2026-11-22T11:02:00Z",
      details: "Meta throttled 3 messages in a row (130429): -20 %.",
    }),
    raised(1, 78, 85, "2026-11-22T10:55:00Z"),
  ];
}

const BODY_SHIPPED =
  "Hi *{{1}}*, your order _{{2}}_ has left our Jaipur store. 🎉\n\nIt will reach you by {{3}}. Track it: https://asha.example/t/{{2}}";
const BODY_HINDI = "नमस्ते *{{1}}* जी,\n\nआपका ऑर्डर {{2}} भेज दिया गया है। धन्यवाद!\n_आशा साड़ीज़_";

type Part = Record<string, unknown>;

const body = (text: string, ...examples: string[]): Part => ({
  type: "BODY",
  text,
  ...(examples.length > 0 && { example: { body_text: [examples] } }),
});
const header = (format: string, text?: string): Part => ({ type: "HEADER", format, ...(text && { text }) });
const footer = (text: string): Part => ({ type: "FOOTER", text });
const buttons = (...list: Part[]): Part => ({ type: "BUTTONS", buttons: list });

function template(id: number, name: string, components: Part[], fields: Partial<Template> = {}): Template {
  const text = JSON.stringify(components.find(({ type }) => type === "BODY"));
  const formatOf = components.find(({ type }) => type === "HEADER")?.format as
    Template["header_format"] | undefined;
  const slots = [...text.matchAll(/\{\{(\d)\}\}/g)].map(([, digit]) => Number(digit));
  const category = fields.category ?? "UTILITY";
  const sendable = category === "UTILITY" && !fields.unsendable_reason;
  return {
    id,
    meta_id: `90010000000${id}`,
    waba_id: "20870000000001",
    name,
    language: "en",
    status: "APPROVED",
    category,
    is_active: true,
    is_quarantined: category !== "UTILITY",
    quarantine_reason: category === "UTILITY" ? null : `Arrived as ${category}`,
    components,
    variable_count: Math.max(0, ...slots),
    header_format: formatOf ?? null,
    parameter_format: "POSITIONAL",
    quality_score: "GREEN",
    rejected_reason: null,
    correct_category: null,
    is_sendable: sendable,
    unsendable_reason: sendable
      ? null
      : (fields.unsendable_reason ?? `Category ${category}: campaigns send UTILITY only`),
    unsendable_code: sendable ? null : "template_category",
    updated_at: "2026-11-20T09:30:00Z",
    ...fields,
  };
}

export function firstTemplates(): Template[] {
  const named = [
    template(1, "order_shipped", [
      header("IMAGE"),
      body(BODY_SHIPPED, "Priya", "AS-20418", "Thu, 26 Nov"),
      footer("Asha Sarees, Jaipur"),
      buttons(
        { type: "URL", text: "Track order", url: "https://asha.example/t/{{1}}" },
        { type: "QUICK_REPLY", text: "Talk to us" },
      ),
    ]),
    template(2, "order_shipped_hindi", [body(BODY_HINDI, "राहुल", "AS-20418")], { language: "hi" }),
    template(3, "invoice_ready", [
      header("DOCUMENT"),
      body("Dear {{1}}, the invoice for order *{{2}}* (₹{{3}}) is attached.", "Priya", "AS-20418", "4,999"),
      footer("Reply STOP to opt out"),
    ]),
    template(4, "payment_reminder", [
      header("TEXT", "Payment due"),
      body(
        "Hi {{1}}, ₹{{2}} for order {{3}} is due on *{{4}}*. ~Late fee ₹50~ waived this week.",
        "Priya",
        "4,999",
        "AS-20418",
        "30 Nov",
      ),
      buttons({ type: "PHONE_NUMBER", text: "Call the store" }),
    ]),
    template(5, "store_hours", [body("We are open 10 am to 8 pm, Monday to Saturday.")], {
      quality_score: "YELLOW",
      correct_category: "MARKETING",
    }),
    template(6, "delivery_location", [
      header("LOCATION"),
      body("Hi {{1}}, pick up your parcel at our counter.", "Priya"),
    ]),
    template(7, "care_video", [
      header("VIDEO"),
      body("How to wash silk: a minute's film for you, {{1}}.", "Priya"),
    ]),
    template(
      8,
      "diwali_sale",
      [header("IMAGE"), body("Diwali sale! *50% off* on everything, {{1}}.", "Priya")],
      { category: "MARKETING" },
    ),
    template(9, "login_code", [body("*{{1}}* is your verification code.", "448213")], {
      category: "AUTHENTICATION",
    }),
    template(10, "refund_started", [body("Hi {{1}}, your refund of ₹{{2}} has started.", "Priya", "1,200")], {
      is_quarantined: true,
      quarantine_reason: "Was MARKETING until 12 Nov; un-quarantine it to use it again",
      unsendable_reason: "Quarantined: was MARKETING until 12 Nov",
      unsendable_code: "template_quarantined",
    }),
    template(11, "festive_hours", [body("Open till 10 pm this week, {{1}}.", "Priya")], {
      status: "PENDING",
      unsendable_reason: "Meta has not approved it yet (PENDING)",
      unsendable_code: "template_status",
    }),
  ];
  const more = Array.from({ length: 70 }, (_, index) =>
    template(
      20 + index,
      `appointment_notice_${index + 1}`,
      [body("Hi {{1}}, see you at {{2}}.", "Priya", "4:30 pm")],
      {
        language: index % 3 === 0 ? "hi" : "en_US",
      },
    ),
  );
  return [...named, ...more];
}
