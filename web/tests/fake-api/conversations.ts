/** The fake API's conversations: one thread with every kind of message, one customer without a phone number, and many more. */
import type { Content, Conversation, Message } from "../../src/api/models.ts";
import { newNumber } from "./fixtures.ts";

type Fields<T> = Partial<T>;

const NUMBER = newNumber({ id: 1, display_name: "Asha Sarees" });

export interface FakeThread {
  conversation: Conversation;
  /** Newest first. */
  messages: Message[];
  older_deleted: boolean;
}

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

const text = (body: string): Content => ({ kind: "text", text: body });
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
function everyKind(): Message[] {
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
      contacts: [{ name: "Leena D'Souza", phones: ["+91 99201 12233"], emails: [], organization: null }],
    }),
    message(9, { kind: "choice", source: "template_button", label: "I need help" }),
    message(10, {
      kind: "choice",
      source: "flow",
      label: "Sent",
      answers: '{"flow_token":"t-1","delivery_city":"Pune","days":["Mon","Tue"]}',
    }),
    message(11, {
      kind: "order",
      text: "Please gift-wrap it",
      items: [{ product: "SAREE-118", quantity: 2, price: 4_299, currency: "INR" }],
    }),
    message(12, { kind: "system", event: "user_changed_number", text: "User changed their phone number" }),
    message(13, {
      kind: "unsupported",
      type: "poll_creation",
      reason: "Message type is currently not supported.",
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

export function conversation(id: string, fields: Fields<Conversation> = {}): Conversation {
  return {
    id,
    customer: {
      phone: "919876543210",
      name: "Priya Sharma",
      username: null,
      bsuid: "IN.814223567890123",
      is_bsuid_only: false,
    },
    number: {
      id: NUMBER.id,
      display_name: NUMBER.display_name,
      display_phone_number: NUMBER.display_phone_number,
    },
    last_message: {
      text: "Our store is open from 10 am to 8 pm.",
      type: "text",
      direction: "out",
      at: "2026-11-23T04:50:00Z",
      status: "failed",
    },
    last_message_at: "2026-11-23T04:50:00Z",
    first_message_at: "2026-11-22T05:00:00Z",
    reply_quota: { used: 12, limit: 40 },
    marketing_opted_out: false,
    ...fields,
  };
}

function plainThread(index: number): FakeThread {
  const at = new Date(Date.parse("2026-11-22T12:00:00Z") - index * 3_600_000).toISOString();
  const body = `Is order AS-${20_000 + index} on its way?`;
  return {
    conversation: conversation(`${100 + index}-1`, {
      customer: {
        phone: `91987650${String(index).padStart(4, "0")}`,
        name: index % 3 === 0 ? null : `Customer ${index}`,
        username: null,
        bsuid: null,
        is_bsuid_only: false,
      },
      last_message: { text: body, type: "text", direction: "in", at, status: "received" },
      last_message_at: at,
      first_message_at: at,
      reply_quota: { used: index % 41, limit: 40 },
    }),
    messages: [message(1_000 + index, text(body), { at })],
    older_deleted: false,
  };
}

function withoutPhone(): FakeThread {
  const at = "2026-11-23T03:10:00Z";
  return {
    conversation: conversation("3-2", {
      customer: {
        phone: null,
        name: "Meera",
        username: "meera.k",
        bsuid: "IN.900000000000001",
        is_bsuid_only: true,
      },
      number: { id: 2, display_name: "Asha Sarees Support", display_phone_number: "+91 80450 00002" },
      last_message: { text: "धन्यवाद 🙏", type: "text", direction: "in", at, status: "received" },
      last_message_at: at,
      first_message_at: "2026-08-01T05:00:00Z",
      reply_quota: { used: 40, limit: 40 },
      marketing_opted_out: true,
    }),
    messages: [message(900, text("धन्यवाद 🙏"), { at })],
    older_deleted: true,
  };
}

/** More messages than a page holds. */
function longThread(): FakeThread {
  const messages = Array.from({ length: 120 }, (_, index) =>
    message(2_000 + index, text(`Line ${index + 1}`), {
      direction: index % 2 === 0 ? "in" : "out",
      status: index % 2 === 0 ? "received" : "delivered",
      at: new Date(Date.parse("2026-11-20T04:00:00Z") + index * 1_200_000).toISOString(),
    }),
  ).reverse();
  const at = messages[0]?.at ?? "";
  return {
    conversation: conversation("4-1", {
      customer: {
        phone: "919812345678",
        name: "Rahul Verma",
        username: null,
        bsuid: null,
        is_bsuid_only: false,
      },
      last_message: { text: "Line 120", type: "text", direction: "out", at, status: "delivered" },
      last_message_at: at,
    }),
    messages,
    older_deleted: false,
  };
}

export function firstThreads(): FakeThread[] {
  return [
    { conversation: conversation("2-1"), messages: everyKind().reverse(), older_deleted: false },
    withoutPhone(),
    longThread(),
    ...Array.from({ length: 60 }, (_, index) => plainThread(index)),
  ];
}
