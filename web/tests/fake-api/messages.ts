/** The fake API's messages, one of every kind among them. */
import type { Content, Message, Summary } from "../../src/api/models.ts";

type Fields<T> = Partial<T>;

export function message(id: number, content: Content, fields: Fields<Message> = {}): Message {
  return {
    id,
    wamid: `wamid.${id}`,
    direction: "in",
    type: content.kind,
    at: new Date(Date.parse("2026-11-23T04:30:00Z") + id * 60_000).toISOString(),
    content,
    original: null,
    edited_at: null,
    revoked_at: null,
    reactions: [],
    quoted: null,
    is_forwarded: false,
    referral: null,
    status: fields.direction === "out" ? "read" : "received",
    delivered_at: null,
    read_at: null,
    failed_at: null,
    failure: null,
    ai: null,
    campaign: null,
    ...fields,
  };
}

/** The summary of somebody's own words. */
export const said = (words: string): Summary => ({ kind: "words", words });
export const text = (body: string): Content => ({ kind: "text", text: body });
const media = (fields: Fields<Extract<Content, { kind: "media" }>>): Content => ({
  kind: "media",
  media: "image",
  is_voice: false,
  is_animated: false,
  note: "The file is with Meta, which keeps it for about 30 days. Open the chat in WhatsApp Manager to see it.",
  ...fields,
});

const TEMPLATE: Content = {
  kind: "template",
  name: "order_shipped",
  language: "en",
  header: { format: "TEXT", text: "On its way", url: null },
  body: "Hi *Priya*, your order _AS-20418_ has left our Jaipur store.",
  footer: "Asha Sarees, Jaipur",
  buttons: [{ type: "URL", text: "Track order", url: "https://asha.example/t/AS-20418" }],
};

const DELIVERED = { delivered_at: "2026-11-22T05:00:04Z", read_at: "2026-11-22T05:10:00Z" };
const AI = { model: "gpt-5-mini", latency_ms: 1_240, prompt_tokens: 412, completion_tokens: 38 };

/** Oldest first: one message of every kind. */
export function everyKind(): Message[] {
  const out = { direction: "out", ...DELIVERED } as const;
  return [
    message(1, TEMPLATE, {
      ...out,
      at: "2026-11-22T05:00:00Z",
      campaign: { id: 8, name: "November dispatch notices" },
      reactions: [{ emoji: "🙏", direction: "in", at: "2026-11-22T05:12:00Z" }],
    }),
    message(2, text("Hello, when will it reach me?\nI am in *Udaipur*."), {
      quoted: {
        wamid: "wamid.1",
        id: 1,
        direction: "out",
        summary: said("Hi Priya, your order AS-20418 has left"),
        excerpt: "Hi Priya, your order AS-20418 has left",
      },
    }),
    message(3, text("It should reach you on Thursday, 26 November."), { ...out, ai: AI }),
    message(4, media({ caption: "This is the address slip", mime_type: "image/jpeg" }), {
      is_forwarded: true,
    }),
    message(5, media({ media: "audio", is_voice: true, mime_type: "audio/ogg; codecs=opus" })),
    message(6, media({ media: "document", file_name: "bill.pdf", mime_type: "application/pdf" })),
    message(7, {
      kind: "location",
      latitude: 19.0178,
      longitude: 72.8478,
      name: "Dadar",
      address: "Dadar West, Mumbai",
    }),
    message(8, {
      kind: "contacts",
      contacts: [
        {
          name: "Leena D'Souza",
          is_named: true,
          phones: ["+91 99201 12233"],
          emails: [],
          organization: null,
        },
      ],
    }),
    message(9, { kind: "choice", source: "template_button", label: "I need help", is_labelled: true }),
    message(10, {
      kind: "choice",
      source: "flow",
      label: "Sent",
      is_labelled: true,
      answers: '{"flow_token":"t-1","delivery_city":"Pune","days":["Mon","Tue"]}',
    }),
    message(11, {
      kind: "order",
      text: "Please gift-wrap it",
      items: [{ product: "SAREE-118", is_named: true, quantity: 2, price: 4_299, currency: "INR" }],
    }),
    message(12, { kind: "system", event: "user_changed_number", text: "User changed their phone number" }),
    message(13, {
      kind: "unsupported",
      type: "poll_creation",
      reason: "Message type is currently not supported.",
      is_reason_metas: true,
    }),
    message(14, { kind: "reaction", emoji: "👍" }),
    message(15, { kind: "revoked" }),
    message(16, { kind: "unknown", type: "holo_gram", text: null }),
    message(17, text("Two sarees, please"), {
      original: text("One saree, please"),
      edited_at: "2026-11-23T04:48:00Z",
    }),
    message(18, text("Never mind"), { revoked_at: "2026-11-23T04:50:00Z" }),
    message(19, text("I saw your Diwali collection"), {
      referral: {
        headline: "Diwali silks",
        body: "New arrivals from Kanchipuram",
        source_type: "ad",
        source_url: "https://fb.example/ad/1",
      },
    }),
    message(20, text("Our store is open from 10 am to 8 pm."), {
      ...out,
      status: "failed",
      read_at: null,
      failed_at: "2026-11-23T04:50:30Z",
      ai: AI,
      failure: {
        code: 131_047,
        title: "More than 24 hours since the customer last wrote",
        advice: "Wait until the customer writes again, or send a template.",
        details: "Message failed to send because more than 24 hours have passed.",
      },
    }),
  ];
}
