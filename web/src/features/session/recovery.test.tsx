import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { COMMON_PASSWORD, RECOVERY } from "../../../tests/fake-api/auth";
import { ADMIN, SESSION } from "../../../tests/fake-api/fixtures";
import { resetFakeServer } from "../../../tests/fake-server";
import { renderApp } from "../../../tests/render-app";

const NEW = "eight monsoon umbrellas";
const LINK = `/reset-password#token_hash=${RECOVERY.token}&type=recovery`;
type User = ReturnType<typeof renderApp>["user"];

async function choose(user: User, password: string) {
  const field = await screen.findByLabelText("New password");
  await user.clear(field);
  await user.type(field, password);
  await user.click(screen.getByRole("button", { name: "Change password" }));
}

test("a mail is asked for, whoever's address it is, and the code in it opens the new password", async () => {
  const { user, address } = renderApp("/sign-in?next=%2Fnumbers", { signedIn: false });
  await user.click(await screen.findByRole("link", { name: "Forgot your password?" }));
  await screen.findByRole("heading", { name: "Forgot your password?" });
  expect(address()).toBe("/forgot-password?next=%2Fnumbers");
  await user.type(await screen.findByLabelText("Email"), ADMIN.email);
  await user.click(screen.getByRole("button", { name: "Send the mail" }));
  expect(await screen.findByText(/If admin@harkara.local is the admin’s address/)).toBeVisible();

  const code = screen.getByLabelText("Or enter the code from the mail");
  await user.type(code, "1234");
  await user.click(screen.getByRole("button", { name: "Use the code" }));
  expect(await screen.findByText("Enter the 8 digits from the mail")).toBeVisible();
  await user.clear(code);
  await user.type(code, "0000 0000");
  await user.click(screen.getByRole("button", { name: "Use the code" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("This code is wrong, used up or too old");
  await user.clear(code);
  await user.type(code, "1234 5678");
  await user.click(screen.getByRole("button", { name: "Use the code" }));
  await choose(user, NEW);
  await screen.findByRole("heading", { name: "Overview" });
});

test("without a mail server the page names the command, and the way to mails", async () => {
  resetFakeServer({ session: { ...SESSION, password_reset: "command" } });
  renderApp("/forgot-password", { signedIn: false });
  expect(await screen.findByText("harkara admin reset-password")).toBeVisible();
  expect(screen.getByText(/SMTP_HOST/)).toBeVisible();
  expect(screen.queryByLabelText("Email")).toBeNull();
});

test("a link is not used before the button is pressed, then leads to the new password", async () => {
  const { user, address } = renderApp(LINK, { signedIn: false });
  await user.click(await screen.findByRole("button", { name: "Continue" }));

  await choose(user, COMMON_PASSWORD);
  expect(await screen.findByRole("alert")).toHaveTextContent("among the first that are tried");
  await choose(user, ADMIN.password);
  await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("the password you have"));
  await choose(user, NEW);
  await screen.findByRole("heading", { name: "Overview" });
  expect(address()).toBe("/");
});

test("a used link says what to do", async () => {
  const { user, address } = renderApp("/reset-password#token_hash=used&type=recovery", { signedIn: false });
  await user.click(await screen.findByRole("button", { name: "Continue" }));
  await user.click(await screen.findByRole("link", { name: "Ask for another mail" }));
  await screen.findByRole("button", { name: "Send the mail" });
  expect(address()).toBe("/forgot-password");
});

test.each(["/", "/sign-in", "/reset-password"])(
  "a refused Supabase link is explained wherever it leads: %s",
  async (path) => {
    renderApp(`${path}#error=access_denied&error_code=otp_expired&error_description=x`, { signedIn: false });
    expect(await screen.findByRole("heading", { name: "This link is used up or too old" })).toBeVisible();
  },
);

test("the page without a link leads on", async () => {
  renderApp("/reset-password", { signedIn: false });
  expect(await screen.findByRole("link", { name: "Ask for another mail" })).toBeVisible();
});

test("the password is changed from the account menu, which needs the present one", async () => {
  const { user } = renderApp("/numbers");
  await user.click(await screen.findByRole("button", { name: "Account and theme" }));
  await user.click(await screen.findByRole("menuitem", { name: "Change password" }));
  await user.type(await screen.findByLabelText("Present password"), "not it");
  await choose(user, NEW);
  expect(await screen.findByText("The present password is not right.")).toBeVisible();
  expect(screen.getByLabelText("Present password")).toHaveFocus();

  await user.clear(screen.getByLabelText("Present password"));
  await user.type(screen.getByLabelText("Present password"), ADMIN.password);
  await choose(user, NEW);
  await waitFor(() => expect(screen.queryByLabelText("Present password")).toBeNull());
  expect(await screen.findByText("Password changed")).toBeVisible();
});

test("the settings have the password too", async () => {
  const { user } = renderApp("/settings");
  const section = await screen.findByRole("region", { name: "Admin password" });
  expect(section).toHaveTextContent(ADMIN.email);
  await user.click(screen.getByRole("button", { name: "Change password" }));
  expect(await screen.findByRole("dialog", { name: "Change password" })).toBeVisible();
});

test("the pages before the sign-in speak Hindi when asked", async () => {
  const { user } = renderApp("/sign-in", { signedIn: false });
  await user.click(await screen.findByRole("button", { name: "हिन्दी" }));
  expect(await screen.findByRole("heading", { name: "साइन इन करें" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "English" }));
  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeVisible();
});
