/** What the fake API tells a campaign's own page. */
import type { Campaign, CampaignDetail, ContactDetail, Failure, PaceStretch } from "../../src/api/models.ts";
import { contact, firstCampaigns } from "./campaigns.ts";

/** What only the campaign's own page is told. */
export function detailed(one: Campaign): CampaignDetail {
  const running = firstCampaigns()[0];
  const waits = one.status === "queued" || one.status === "scheduled";
  return {
    ...one,
    obstacles:
      one.id === 5
        ? [
            {
              kind: "template",
              id: 1,
              name: "order_shipped",
              reason: "Meta paused it because customers rated it badly.",
              cause: {
                code: "template_status",
                words: "Meta paused it because customers rated it badly.",
                facts: {
                  template: "order_shipped",
                  language: "en_US",
                  status: "PAUSED",
                  category: "UTILITY",
                  rejected_reason: null,
                },
              },
              held: 27_790,
            },
          ]
        : [],
    ahead:
      waits && running
        ? { campaigns: [{ id: running.id, name: running.name }], count: 1, messages: 77_190, seconds: 1_287 }
        : null,
  };
}

/** Two stretches with a pause of half an hour; the rate falls in the first. */
export function pace(): PaceStretch[] {
  return ["2026-11-23T13:20:00Z", "2026-11-23T13:52:00Z"].map((began_at, index) => ({
    began_at,
    ended_at: new Date(Date.parse(began_at) + 120_000).toISOString(),
    rate_at_start: index === 0 ? 60 : 48,
    points: Array.from({ length: 12 }, (_, place) => ({
      at: new Date(Date.parse(began_at) + place * 10_000).toISOString(),
      seconds: 10,
      sent: index === 0 && place < 6 ? 590 : 470,
      refused: place === 3 ? 10 : 0,
    })),
    rate_changes:
      index === 0
        ? [
            {
              changed_at: "2026-11-23T13:21:00Z",
              from_rate: 60,
              to_rate: 48,
              reason: "lowered" as const,
              details: "Meta throttled 3 messages in a row (130429): -20 %.",
            },
          ]
        : [],
  }));
}

export function failures(): Failure[] {
  return [
    {
      error_code: 131_026,
      title: "Message undeliverable",
      advice: "Remove it from your list.",
      failed: 180,
      example: "Recipient is not a valid WhatsApp user",
    },
    {
      error_code: 999_999,
      title: "Meta refused with error 999999",
      advice: "The details are Meta's own words; its page on WhatsApp error codes explains new ones.",
      failed: 30,
      example: null,
    },
  ];
}

export function contactDetail(row: number): ContactDetail {
  const one = contact(row);
  return {
    ...one,
    language: "en",
    message:
      one.template_id === null
        ? null
        : {
            row_number: one.row_number,
            phone: one.phone,
            header: null,
            body: `Dear Priya, your order AS-${20_000 + row} is on its way.`,
            footer: null,
            buttons: [],
          },
    error_details: one.error_code === null ? null : "Recipient is not a valid WhatsApp user",
    queued_at: "2026-11-23T13:19:40Z",
    conversation_id: one.sent_at === null ? null : `${row}-1`,
  };
}
