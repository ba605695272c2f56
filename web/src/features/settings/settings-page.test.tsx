import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { expect, test } from "vitest";
import { BAD_KEY, firstLlm } from "../../../tests/fake-api/llm-routes";
import { fakeState, resetFakeServer, server } from "../../../tests/fake-server";
import { renderApp } from "../../../tests/render-app";

async function openSettings() {
  const app = renderApp("/settings");
  await screen.findByRole("textbox", { name: "Model" });
  return app;
}

test("a key is never shown again, only its end and where it comes from", async () => {
  await openSettings();
  expect(screen.getByText("Key set, ends …7Qx2")).toBeVisible();
  expect(screen.getByText(/Saved here, last changed 20 Nov 2026/)).toBeVisible();
  expect(screen.getByLabelText("API key")).toHaveValue("");
  expect(screen.getByLabelText("Base URL (optional)")).toHaveValue("");
});

test.each([
  [{ source: "env" }, /From \.env/],
  [{ source: "sandbox", key_last4: null }, /The sandbox’s own model/],
  [{ source: "none", key_set: false, key_last4: null }, /customers get no replies/],
] as const)("%j is told in words", async (fields, words) => {
  resetFakeServer({ llm: { ...firstLlm(), ...fields } });
  await openSettings();
  expect(screen.getByText(words)).toBeVisible();
  // Only a key that was entered here can be removed here.
  expect(screen.queryByRole("button", { name: "Remove key" })).toBeNull();
});

test("a new model is saved, and the key stays", async () => {
  const { user } = await openSettings();
  const model = screen.getByRole("textbox", { name: "Model" });
  await user.clear(model);
  await user.type(model, "llama-4");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Settings saved")).toBeVisible();
  expect(fakeState().llm).toMatchObject({ model: "llama-4", key_set: true, key_last4: "7Qx2" });
});

test("a new key is saved, and its field is empty again", async () => {
  const { user } = await openSettings();
  await user.type(screen.getByLabelText("API key"), "sk-new-key-for-the-shop-9abc");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Key set, ends …9abc")).toBeVisible();
  expect(screen.getByLabelText("API key")).toHaveValue("");
});

test("a test shows the model, what it said and how long it took", async () => {
  const { user } = await openSettings();
  await user.click(screen.getByRole("button", { name: "Test" }));
  const result = (await screen.findByText("The connection works.")).closest<HTMLElement>('[role="status"]');
  expect(result?.textContent.replaceAll("\u00a0", " ")).toContain("The model answered in 840 ms");
  expect(result).toHaveTextContent("gpt-5-mini-2026-08-07 · 24 tokens");
});

test("what is typed is saved before it is tested, and a refusal says what to do", async () => {
  const { user } = await openSettings();
  await user.type(screen.getByLabelText("API key"), BAD_KEY);
  await user.click(screen.getByRole("button", { name: "Save and test" }));
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("Incorrect API key provided");
  expect(alert).toHaveTextContent("Make a new key");
  expect(fakeState().llm.key_last4).toBe(BAD_KEY.slice(-4));
});

test("what the server does not take is not tested", async () => {
  const { user } = await openSettings();
  server.use(
    http.put("*/api/llm", () =>
      HttpResponse.json({ title: "Another address needs its own key" }, { status: 422 }),
    ),
  );
  await user.type(screen.getByLabelText("Base URL (optional)"), "http://127.0.0.1:11434/v1");
  await user.click(screen.getByRole("button", { name: "Save and test" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Another address needs its own key");
  expect(screen.queryByText(/The model answered/)).toBeNull();
});

test("an address that is none is refused before it is sent", async () => {
  const { user } = await openSettings();
  await user.type(screen.getByLabelText("Base URL (optional)"), "ollama");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("The address must start with http:// or https://")).toBeVisible();
});

test("the key is removed after a question", async () => {
  const { user } = await openSettings();
  await user.click(screen.getByRole("button", { name: "Remove key" }));
  const dialog = await screen.findByRole("alertdialog");
  await user.click(within(dialog).getByRole("button", { name: "Remove key" }));
  expect(await screen.findByText("No key set")).toBeVisible();
  await waitFor(() => expect(screen.queryByRole("button", { name: "Remove key" })).toBeNull());
});

test("each number's prompt is shown, to be changed at the number", async () => {
  await openSettings();
  const prompts = await screen.findByRole("region", { name: "System prompts" });
  expect(await within(prompts).findAllByText(/You answer customers of Asha Sarees/)).toHaveLength(3);
  expect(within(prompts).getByRole("link", { name: "Numbers" })).toBeVisible();
});

test("what runs here is told, and a part that is not well in the server's words", async () => {
  server.use(
    http.get("*/readyz", () =>
      HttpResponse.json(
        { ready: false, checks: { database: "ok", migrations: "ok", worker: "no worker was heard of" } },
        { status: 503 },
      ),
    ),
  );
  await openSettings();
  const about = await screen.findByRole("region", { name: "About" });
  expect(await within(about).findByText("no worker was heard of")).toBeVisible();
  expect(within(about).getAllByText("In order")).toHaveLength(2);
  expect(within(about).getByText("Sandbox: nothing reaches a real phone")).toBeVisible();
});

test("the language is chosen for this browser, and the whole page speaks it at once and keeps what was typed", async () => {
  const { user } = await openSettings();
  await user.type(await screen.findByLabelText("Model"), "-large");
  const model = screen.getByLabelText<HTMLInputElement>("Model").value;
  await user.click(screen.getByRole("button", { name: /Language/ }));
  await user.click(await screen.findByRole("option", { name: "हिन्दी" }));
  expect(await screen.findByRole("heading", { level: 1, name: "सेटिंग" })).toBeVisible();
  expect(localStorage.getItem("harkara-language")).toBe("hi");
  expect(await screen.findByDisplayValue(model)).toBeVisible();
  await user.click(await screen.findByRole("button", { name: /भाषा/ }));
  await user.click(await screen.findByRole("option", { name: "English" }));
  expect(await screen.findByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
});

test("the look is chosen for this browser", async () => {
  const { user } = await openSettings();
  await user.click(screen.getByRole("button", { name: /Look/ }));
  await user.click(await screen.findByRole("option", { name: "Dark" }));
  expect(document.documentElement.dataset.theme).toBe("dark");
  await user.click(screen.getByRole("button", { name: /Look/ }));
  await user.click(await screen.findByRole("option", { name: "Same as the system" }));
  expect(localStorage.getItem("harkara-theme")).toBeNull();
});
