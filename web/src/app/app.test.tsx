import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { expect, test, vi } from "vitest";
import { SESSION } from "../../tests/fake-api/fixtures";
import { resetFakeServer, server } from "../../tests/fake-server";
import { renderApp } from "../../tests/render-app";

test("the overview shows what is being sent now", async () => {
  renderApp("/");
  expect(await screen.findByRole("link", { name: "November dispatch notices" })).toBeVisible();
  await waitFor(() => expect(document.title).toBe("(3) Overview · Harkara"));
});

test("the overview shows the day in figures, grouped the Indian way", async () => {
  renderApp("/");
  const today = await screen.findByRole("region", { name: /^Today/ });
  expect(await within(today).findByText("1,48,210")).toBeVisible();
  expect(within(today).getByText("yesterday 1,204")).toBeVisible();
});

test("an address that leads nowhere says so and keeps the navigation", async () => {
  renderApp("/nowhere");
  expect(await screen.findByRole("heading", { name: "This address leads nowhere" })).toBeVisible();
  expect(screen.getAllByRole("link", { name: "Campaigns" })[0]).toBeVisible();
});

test("the sandbox is marked, the real thing is not", async () => {
  renderApp("/numbers");
  expect((await screen.findAllByText("Sandbox"))[0]).toBeVisible();
});

test("outside the sandbox there is no mark", async () => {
  resetFakeServer({ session: { ...SESSION, sandbox: false } });
  renderApp("/numbers");
  await screen.findByRole("heading", { name: "Old store" });
  expect(screen.queryByText("Sandbox")).toBeNull();
});

test("a server that stops answering is announced, and its return ends the notice", async () => {
  const { user } = renderApp("/campaigns");
  await screen.findByText("Diwali order updates");
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setInterval", "clearInterval"] });
  server.use(http.all("*/api/*", () => HttpResponse.error()));
  const [side] = await screen.findAllByRole("navigation", { name: "Main" });
  await user.click(within(side ?? document.body).getByRole("link", { name: "Templates" }));
  expect(await screen.findByText(/is not answering/)).toBeVisible();

  server.resetHandlers();
  await vi.advanceTimersByTimeAsync(4_000);
  await waitFor(() => expect(screen.queryByText(/is not answering/)).toBeNull());
  vi.useRealTimers();
});

test("the theme can be chosen and is kept", async () => {
  const { user } = renderApp("/numbers");
  await user.click(await screen.findByRole("button", { name: "Account and theme" }));
  await user.click(await screen.findByRole("menuitemradio", { name: "Dark" }));
  expect(document.documentElement.dataset.theme).toBe("dark");
  expect(localStorage.getItem("harkara-theme")).toBe("dark");
});
