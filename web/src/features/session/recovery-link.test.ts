import { expect, test } from "vitest";
import { readRecoveryLink } from "./recovery-link";

test.each([
  ["#token_hash=abc&type=recovery", { kind: "token", tokenHash: "abc" }],
  ["#access_token=x&refresh_token=y&type=recovery&sb=", { kind: "session" }],
  ["#error=access_denied&error_code=otp_expired&sb=", { kind: "refused", code: "otp_expired" }],
  ["#access_token=x&type=signup", null],
  ["#main", null],
  ["", null],
])("%j is understood", (hash, link) => {
  expect(readRecoveryLink(hash)).toEqual(link);
});
