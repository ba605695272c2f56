/** The fake API's conversations: one thread with every kind of message, one customer without a phone number, and many more. */
import type { Conversation, Message } from "../../src/api/models.ts";
import { newNumber } from "./fixtures.ts";
import { everyKind, message, said, text } from "./messages.ts";

type Fields<T> = Partial<T>;

const NUMBER = newNumber({ id: 1, display_name: "Asha Sarees" });

export interface FakeThread {
  conversation: Conversation;
  /** Newest first. */
  messages: Message[];
  older_deleted: boolean;
}

export function conversation(id: string, fields: Fields<Conversation> = {}): Conversation {
  return {
    id,
    customer: {
      id: Number(id.split("-")[0]),
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
      summary: said("Our store is open from 10 am to 8 pm."),
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
        id: 100 + index,
        phone: `91987650${String(index).padStart(4, "0")}`,
        name: index % 3 === 0 ? null : `Customer ${index}`,
        username: null,
        bsuid: null,
        is_bsuid_only: false,
      },
      last_message: {
        summary: said(body),
        text: body,
        type: "text",
        direction: "in",
        at,
        status: "received",
      },
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
        id: 3,
        phone: null,
        name: "Meera",
        username: "meera.k",
        bsuid: "IN.900000000000001",
        is_bsuid_only: true,
      },
      number: { id: 2, display_name: "Asha Sarees Support", display_phone_number: "+91 80450 00002" },
      last_message: {
        summary: said("धन्यवाद 🙏"),
        text: "धन्यवाद 🙏",
        type: "text",
        direction: "in",
        at,
        status: "received",
      },
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
        id: 4,
        phone: "919812345678",
        name: "Rahul Verma",
        username: null,
        bsuid: null,
        is_bsuid_only: false,
      },
      last_message: {
        summary: said("Line 120"),
        text: "Line 120",
        type: "text",
        direction: "out",
        at,
        status: "delivered",
      },
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
