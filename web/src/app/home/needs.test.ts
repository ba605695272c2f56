import { expect, test } from "vitest";
import type { Campaign, NotificationItem, Template, WhatsAppNumber } from "@/api/models";
import { needsOf } from "./needs";

const NOW = new Date("2026-11-24T12:00:00Z");
const number = (fields: Partial<WhatsAppNumber>) =>
  ({
    id: 1,
    display_name: "Asha",
    is_active: true,
    inactive_reason: null,
    inactive_code: null,
    inactive_error: null,
    meta_status: null,
    token_expires_at: null,
    ...fields,
  }) as WhatsAppNumber;
const failed = (finished_at: string) =>
  ({
    id: 7,
    name: "Diwali",
    status_reason: "A template is in quarantine.",
    status_causes: null,
    finished_at,
  }) as Campaign;
const template = (fields: Partial<Template>) =>
  ({
    name: "order_update",
    is_active: true,
    category: "UTILITY",
    updated_at: "2026-01-01T00:00:00Z",
    ...fields,
  }) as Template;
const needs = (facts: Partial<Parameters<typeof needsOf>[0]>) =>
  needsOf({ numbers: [], failed: [], quarantined: [], news: [], setAside: 0, ...facts }, NOW);

test("nothing is said while all is well", () => {
  expect(needs({ numbers: [number({ token_expires_at: "2027-11-24T12:00:00Z" })] })).toEqual([]);
});

test("a number that cannot send comes first, with the server's reason", () => {
  const [first, second] = needs({
    numbers: [
      number({ id: 2, token_expires_at: "2026-11-27T12:00:00Z" }),
      number({
        is_active: false,
        inactive_reason: "Token expired",
        token_expires_at: "2026-11-20T12:00:00Z",
      }),
    ],
  });
  expect(first).toMatchObject({ id: "inactive-1", tone: "danger", why: "Token expired", language: "en" });
  expect(second).toMatchObject({ id: "token-2", tone: "warning" });
});

test("a failed campaign is news for three days", () => {
  expect(needs({ failed: [failed("2026-11-22T12:00:00Z")] })).toMatchObject([
    { what: "The campaign Diwali failed", action: { to: "/campaigns/7" } },
  ]);
  expect(needs({ failed: [failed("2026-11-22T12:00:00Z")] })[0]).toMatchObject({
    why: "A template is in quarantine.",
    language: "en",
  });
  expect(needs({ failed: [failed("2026-11-20T12:00:00Z")] })).toEqual([]);
});

test("a template that went into quarantine needs somebody until it was read of", () => {
  const entry = (type: string, is_read: boolean) => ({ type, is_read }) as NotificationItem;
  const news = [
    entry("template_quarantined", false),
    entry("template_quarantined", true),
    entry("campaign_completed", false),
  ];
  expect(needs({ news })).toMatchObject([{ what: "1 template went into quarantine" }]);
});

test("only a person lets templates out that are utility again", () => {
  const quarantined = [template({}), template({ name: "gone", is_active: false })];
  expect(needs({ quarantined })).toMatchObject([{ id: "releasable", why: "order_update" }]);
});

test("what Meta posted and nobody could use says where to look", () => {
  const [need] = needs({ setAside: 3 });
  expect(need).toMatchObject({ id: "set-aside", action: null });
  expect(need?.what).toMatch(/^3 items/);
  expect(need?.why).toContain("harkara webhooks show");
});
