import { screen, waitFor } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { expect, test } from "vitest";
import { problem } from "../../../tests/fake-api/route";
import { ADMIN } from "../../../tests/fake-api/fixtures";
import { server } from "../../../tests/fake-server";
import { renderApp } from "../../../tests/render-app";

async function fillIn(user: ReturnType<typeof renderApp>["user"], email: string, password: string) {
  await user.type(await screen.findByLabelText("Email"), email);
  await user.type(screen.getByLabelText("Password"), password);
  await user.click(screen.getByRole("button", { name: "Sign in" }));
}

test("a page asked for without signing in leads to the sign-in page and back", async () => {
  const { user, address } = renderApp("/templates?category=UTILITY", { signedIn: false });
  await screen.findByRole("heading", { name: "Sign in" });
  expect(address()).toBe("/sign-in?next=%2Ftemplates%3Fcategory%3DUTILITY");

  await fillIn(user, ADMIN.email, ADMIN.password);
  await screen.findByRole("heading", { name: "Templates" });
  expect(address()).toBe("/templates?category=UTILITY");
});

test("a wrong password is refused in plain words and the form stays", async () => {
  const { user } = renderApp("/sign-in", { signedIn: false });
  await fillIn(user, ADMIN.email, "not-the-password");
  expect(await screen.findByRole("alert")).toHaveTextContent("do not belong together");
  expect(screen.getByLabelText("Email")).toHaveValue(ADMIN.email);
});

test("an address without @ never reaches the server", async () => {
  const { user } = renderApp("/sign-in", { signedIn: false });
  await fillIn(user, "admin", "secret");
  expect(await screen.findByText(/Enter your email address/)).toBeVisible();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("the password can be looked at", async () => {
  const { user } = renderApp("/sign-in", { signedIn: false });
  const password = await screen.findByLabelText("Password");
  expect(password).toHaveAttribute("type", "password");
  await user.click(screen.getByRole("button", { name: "Show password" }));
  expect(password).toHaveAttribute("type", "text");
});

test("a token the API refuses, of a session that has ended, leads back to the sign-in page, which remembers the page", async () => {
  const ended = { code: "session_not_found", message: "Session not found" };
  server.use(http.post("*/auth/v1/token", () => HttpResponse.json(ended, { status: 400 })));
  server.use(http.get("*/api/numbers", () => problem(401, "token_expired", "You are signed out", "", null)));
  const { address } = renderApp("/numbers");
  await screen.findByRole("heading", { name: "Sign in" });
  expect(address()).toBe("/sign-in?next=%2Fnumbers");
  expect(screen.getByText("Your session has ended")).toBeVisible();
});

test("signing out leaves nothing behind", async () => {
  const { user } = renderApp("/numbers");
  await user.click(await screen.findByRole("button", { name: "Account and theme" }));
  await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
  await screen.findByRole("heading", { name: "Sign in" });
  expect(screen.queryByText("Your session has ended")).toBeNull();
  await waitFor(() => expect(localStorage.getItem("harkara-auth")).toBeNull());
});
