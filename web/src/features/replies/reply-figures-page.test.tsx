import { screen, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { expect, test } from "vitest";
import { replyDay } from "../../../tests/fake-api/analytics-routes";
import { server } from "../../../tests/fake-server";
import { renderApp } from "../../../tests/render-app";

const answering = (...days: ReturnType<typeof replyDay>[]) =>
  server.use(http.get("*/api/analytics/replies", () => HttpResponse.json({ days })));

const DAY = replyDay("2026-11-23", {
  inbound: 1_25_000,
  replied: 1_20_000,
  skipped: 4_999,
  waiting: 1,
  skipped_by_reason: { not_text: 4_990, llm_timeout: 9 },
  median_latency_ms: 1_180,
  prompt_tokens: 400,
  completion_tokens: 36,
});

test("a day tells what came in, what was answered, and in plain words why the rest was not", async () => {
  answering(DAY, replyDay("2026-11-24"));
  renderApp("/inbox/figures");
  const table = await screen.findByRole("table", { name: /newest first/ });
  const [, day, ...others] = within(table).getAllByRole("row");
  expect(others).toEqual([]);
  const words = day?.textContent.replaceAll("\u00a0", " ");
  for (const part of [
    "23 Nov 2026",
    "1,25,000",
    "1,20,000",
    "1 waiting",
    "4,990 Not a text message",
    "1.2 s",
    "436",
  ]) {
    expect(words).toContain(part);
  }
  expect(screen.getByText("96% of what came in")).toBeVisible();
});

test("a reason that is not known yet is shown by its name", async () => {
  answering({ ...DAY, skipped_by_reason: { moon_phase: 4_999 } });
  renderApp("/inbox/figures");
  expect((await screen.findAllByText("moon phase"))[0]).toBeVisible();
});

test("days on which nobody wrote teach what will be seen", async () => {
  answering(replyDay("2026-11-23"));
  renderApp("/inbox/figures");
  expect(await screen.findByText("Nobody wrote in these days")).toBeVisible();
});

test("the range stands in the address and reaches the server", async () => {
  const asked: number[] = [];
  server.use(
    http.get("*/api/analytics/replies", ({ request }) => {
      const { searchParams: query } = new URL(request.url);
      asked.push((Date.parse(query.get("to") ?? "") - Date.parse(query.get("from") ?? "")) / 86_400_000);
      return HttpResponse.json({ days: [DAY] });
    }),
  );
  const { user, address } = renderApp("/inbox/figures?days=90");
  await user.click(await screen.findByRole("button", { name: /Days/ }));
  await user.click(await screen.findByRole("option", { name: "Last 7 days" }));
  expect(address()).toBe("/inbox/figures?days=7");
  expect(asked).toEqual([89, 6]);
});
