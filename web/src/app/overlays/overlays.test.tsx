import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { afterEach, expect, test } from "vitest";
import { startLanguage } from "@/shared/i18n/i18n";
import { server } from "../../../tests/fake-server";
import { renderApp } from "../../../tests/render-app";

afterEach(async () => {
  localStorage.setItem("harkara-language", "en");
  await startLanguage();
});

async function openPalette(address = "/numbers") {
  const app = renderApp(address);
  await screen.findAllByRole("button", { name: "Search and commands" });
  await app.user.keyboard("{Control>}k{/Control}");
  const field = await screen.findByRole("combobox", { name: /Page, campaign/ });
  // happy-dom knows no :focus-within, by which the dialog leaves the focus in its field; browsers do (tests/browser).
  await app.user.click(field);
  return { ...app, field };
}

test("a campaign is found by a part of its name and opened with Enter", async () => {
  const { user, field, address } = await openPalette();
  await user.type(field, "diwali");
  const option = await screen.findByRole("option", { name: /^Diwali order updates/ });
  expect(field).toHaveAttribute("aria-activedescendant", option.id);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(address()).toMatch(/^\/campaigns\/\d+$/));
  expect(screen.queryByRole("combobox")).toBeNull();
});

test("what was opened is at hand the next time, customers are not kept", async () => {
  const { user, field } = await openPalette();
  await user.type(field, "diwali");
  await user.click(await screen.findByRole("option", { name: /^Diwali order updates/ }));
  await user.keyboard("{Control>}k{/Control}");
  const recent = await screen.findByRole("group", { name: "Opened lately" });
  expect(within(recent).getByRole("option", { name: /^Diwali/ })).toBeVisible();
});

test("the arrows go round the lines", async () => {
  const { user, field } = await openPalette();
  const options = screen.getAllByRole("option");
  await user.keyboard("{ArrowDown}");
  expect(options[1]).toHaveAttribute("aria-selected", "true");
  await user.keyboard("{ArrowUp}{ArrowUp}");
  expect(options.at(-1)).toHaveAttribute("aria-selected", "true");
  expect(field).toHaveFocus();
});

test("a search that fails says so and leaves the commands", async () => {
  server.use(http.get("*/api/campaigns", () => HttpResponse.json({ title: "Away" }, { status: 422 })));
  const { user, field } = await openPalette();
  await user.type(field, "set");
  expect(await screen.findByText("Away")).toBeVisible();
  expect(screen.getByRole("option", { name: "Settings" })).toBeVisible();
});

test("the language changes from the palette, in the other language's own words", async () => {
  const { user, field } = await openPalette();
  await user.type(field, "hindi");
  await user.click(screen.getByRole("option", { name: "हिन्दी में दिखाएँ" }));
  expect((await screen.findAllByRole("link", { name: "कैंपेन" }))[0]).toBeVisible();
  expect(document.documentElement.lang).toBe("hi-IN");
});

test("single keys lead to pages, but not from a field, and not when they are switched off", async () => {
  const { user, address } = renderApp("/");
  await screen.findByRole("heading", { name: "Overview" });
  await user.keyboard("gi");
  await waitFor(() => expect(address()).toBe("/inbox"));
  await screen.findByRole("searchbox");
  await user.keyboard("/");
  expect(screen.getByRole("searchbox")).toHaveFocus();
  await user.keyboard("gt");
  expect(address()).toMatch(/^\/inbox/);

  await user.click(document.body);
  await user.keyboard("?");
  await user.click(await screen.findByRole("switch", { name: "Single-key shortcuts" }));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await user.keyboard("gt");
  expect(address()).toMatch(/^\/inbox/);
});
