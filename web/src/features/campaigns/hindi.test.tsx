import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { inHindi } from "../../../tests/in-hindi";
import { renderApp } from "../../../tests/render-app";

inHindi();

test("the list says in Hindi what a campaign waits for and why one stands still", async () => {
  renderApp("/campaigns");
  expect((await screen.findAllByText(/इसी नंबर पर 'November dispatch notices' का इंतज़ार है/))[0]).toBeVisible();
  expect(screen.getAllByText(/टेम्प्लेट 'diwali_sale' .* क्वारंटीन में है/)[0]).toBeVisible();
  expect(screen.queryByText(/Waits for|was paused|is quarantined/)).toBeNull();
});

test("a stopped campaign's page says in Hindi what is in its way", async () => {
  renderApp("/campaigns/5");
  const list = (await screen.findByText(/खराब रेटिंग/, { selector: "li p" })).closest("li");
  expect(within(list as HTMLElement).getByRole("link", { name: /order_shipped/ })).toBeVisible();
  expect(screen.queryByText(/Meta paused it|was paused by Meta/)).toBeNull();
});
