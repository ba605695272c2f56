import { AuthApiError, AuthRetryableFetchError } from "@supabase/supabase-js";
import { expect, test, vi } from "vitest";
import { answerToRefusals } from "./refused-token";

/** A client whose session has the first of these tokens, and gets the next one at each refresh. */
function clientWith(tokens: string[], error: Error = new AuthApiError("gone", 400, "session_not_found")) {
  let session = tokens.length > 0 ? { access_token: tokens[0] } : null;
  const auth = {
    getSession: () => Promise.resolve({ data: { session } }),
    refreshSession: vi.fn(() => {
      tokens.shift();
      const next = tokens.length > 0 ? { access_token: tokens[0] } : null;
      session = next ?? session;
      return Promise.resolve({ data: { session: next }, error: next ? null : error });
    }),
    signOut: vi.fn(() => {
      session = null;
      return Promise.resolve({ error: null });
    }),
  };
  const refused = answerToRefusals(auth as unknown as Parameters<typeof answerToRefusals>[0]);
  return { ...auth, refused };
}

test("a token whose key was withdrawn is replaced, once for all requests that met it", async () => {
  const client = clientWith(["old", "new"]);
  expect(await Promise.all([client.refused("old"), client.refused("old")])).toEqual([true, true]);
  expect(await client.refused("old")).toBe(true);
  expect(client.refreshSession).toHaveBeenCalledTimes(1);
  expect(client.signOut).not.toHaveBeenCalled();
});

test("who is refused with the new token too is signed out", async () => {
  const client = clientWith(["old", "new", "newer"]);
  await client.refused("old");
  expect(await client.refused("new")).toBe(false);
  expect(client.signOut).toHaveBeenCalledTimes(1);
});

test("a session that has ended is signed out", async () => {
  const client = clientWith(["old"]);
  expect(await client.refused("old")).toBe(false);
  expect(client.signOut).toHaveBeenCalledTimes(1);
});

test("a sign-in server that does not answer signs nobody out", async () => {
  const client = clientWith(["old"], new AuthRetryableFetchError("down", 503));
  expect(await client.refused("old")).toBe(false);
  expect(client.signOut).not.toHaveBeenCalled();
});
