import { afterEach, expect, test } from "vitest";
import { allWords, startLanguage } from "@/shared/i18n/i18n";
import { wordsOf } from "./wording";

const told = (type: string, details: Record<string, unknown> | null) =>
  wordsOf({ type, details, title: "As the server wrote it", message: "Its message." });

afterEach(async () => {
  localStorage.clear();
  await startLanguage();
  await allWords();
});

const STOPPED = {
  campaign: "Diwali",
  sent: 120000,
  held: 5,
  template_sent: null,
  template_held: null,
  causes: [
    {
      code: "template_quarantined",
      words: "…",
      facts: { template: "sale", language: "en", category: "MARKETING" },
    },
  ],
};

test("figures are grouped the Indian way, causes are whole sentences", () => {
  expect(told("campaign_stopped", STOPPED)).toEqual({
    title: "Campaign 'Diwali' was stopped",
    message:
      "Template 'sale' (en) cannot be sent: It is quarantined because its category is Marketing. 1,20,000 messages were sent, 5 are held.",
  });
});

test("the figures of the template in the way come first", () => {
  const { message } = told("campaign_stopped", {
    ...STOPPED,
    causes: [],
    template_sent: 3,
    template_held: 2,
  });
  expect(message).toContain("Of this template 3 messages were sent and 2 are held.");
});

test("in Hindi nothing is left in English but names", async () => {
  localStorage.setItem("harkara-language", "hi");
  await startLanguage();
  await allWords();
  const { title, message } = told("campaign_stopped", STOPPED);
  expect(title).toBe("कैंपेन 'Diwali' रोक दिया गया");
  expect(message).toContain("मार्केटिंग");
  expect(message.replace("'sale' (en)", "")).not.toMatch(/[a-z]{2,}/i);
});

test.each([
  ["a type from the future", "campaign_teleported", { campaign: "Diwali" }],
  ["an entry from before facts were kept", "campaign_completed", null],
  ["an entry that lacks a fact", "campaign_completed", { campaign: "Diwali" }],
  [
    "an error of Meta's that is newer than this page",
    "number_trouble",
    {
      number: "Orders",
      error: 999999,
      meta_words: null,
    },
  ],
  [
    "an event of an account without words",
    "account_news",
    {
      account: "1",
      event: "moved_to_mars",
      facts: {},
      stopped: [],
      restored: [],
      still_inactive: [],
    },
  ],
])("%s is shown as the server wrote it", (_what, type, details) => {
  expect(told(type, details).title).toBe("As the server wrote it");
});

test("an account's news tell what became of its numbers", () => {
  const { title, message } = told("account_stopped", {
    account: "2087",
    event: "disable",
    facts: { date: "April 17, 2025" },
    stopped: ["Orders", "Support"],
    restored: [],
    still_inactive: [],
  });
  expect(title).toBe("Meta disabled WhatsApp account 2087");
  expect(message).toMatch(
    /Meta's date: April 17, 2025\. Now inactive, with their campaigns: Orders, Support\.$/,
  );
});

test("a token's end is told as a day, and afterwards as past", () => {
  const at = (expires_at: string) => told("number_token_expiring", { number: "Orders", expires_at }).title;
  expect(at("2099-11-24T03:00:00Z").replaceAll("\u00a0", " ")).toBe(
    "The access token of Orders ends on 24 Nov 2099",
  );
  expect(at("2001-11-24T03:00:00Z")).toBe("The access token of Orders has expired");
});

test("Meta's trouble with a number is told with what to do", () => {
  expect(told("number_trouble", { number: "Orders", error: 131042, meta_words: "Card declined." })).toEqual({
    title: "WhatsApp number Orders: Meta cannot bill the WhatsApp account",
    message: expect.stringMatching(
      /\(error 131042\)\. Meta's words: Card declined\. In WhatsApp Manager/,
    ) as string,
  });
});
