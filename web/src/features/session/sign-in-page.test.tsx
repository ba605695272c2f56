import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { ADMIN } from "../../../tests/fake-api/fixtures";
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
