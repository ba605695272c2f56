import { expect, test } from "vitest";
import { nextPage, signInAddress } from "./next-page";

test("the remembered page survives the round trip", () => {
  const address = signInAddress("/campaigns/8?status=failed");
  expect(nextPage(new URL(address, "http://localhost").searchParams)).toBe("/campaigns/8?status=failed");
});

test.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", ""])(
  "%j does not lead out of the dashboard",
  (next) => {
    expect(nextPage(new URLSearchParams({ next }))).toBe("/");
  },
);
