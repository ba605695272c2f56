import type { Session } from "@supabase/supabase-js";
import { describe, expect, test } from "vitest";
import { nextState, UNKNOWN } from "./auth-state";

const HERE = { cameByLink: false, leaving: false };
const BY_LINK = { cameByLink: true, leaving: false };

function session(method = "password") {
  const claims = btoa(JSON.stringify({ amr: [{ method }], name: "~?>" })).replace(/\+/g, "-");
  return { access_token: `head.${claims}.sign`, user: { email: "admin@example.in" } } as Session;
}

const working = nextState(UNKNOWN, "INITIAL_SESSION", session(), HERE);

test("a session in the browser's storage is taken up", () => {
  expect(working).toEqual({ ...UNKNOWN, known: true, email: "admin@example.in" });
});

describe("the end of a session", () => {
  test("is told if nobody asked for it, until somebody signs in", () => {
    const ended = nextState(working, "SIGNED_OUT", null, HERE);
    expect(ended).toMatchObject({ email: null, ended: true });
    expect(nextState(ended, "SIGNED_OUT", null, HERE).ended).toBe(true);
    expect(nextState(ended, "SIGNED_IN", session(), HERE).ended).toBe(false);
  });

  test("is no news to whoever signed out", () => {
    expect(nextState(working, "SIGNED_OUT", null, { cameByLink: false, leaving: true }).ended).toBe(false);
  });

  test("is no news at the first visit", () => {
    expect(nextState(UNKNOWN, "INITIAL_SESSION", null, HERE).ended).toBe(false);
  });
});

describe("a recovery link", () => {
  test("leads to a new password first in the tab it opened", () => {
    const opened = nextState(UNKNOWN, "PASSWORD_RECOVERY", session("otp"), BY_LINK);
    expect(opened).toMatchObject({ byMail: true, mustChoose: true });
    expect(nextState(opened, "TOKEN_REFRESHED", session("otp"), BY_LINK).mustChoose).toBe(true);
    expect(nextState(opened, "USER_UPDATED", session("otp"), BY_LINK).mustChoose).toBe(false);
    expect(nextState(opened, "SIGNED_OUT", null, BY_LINK).mustChoose).toBe(false);
  });

  test("leaves the other tabs at their work", () => {
    expect(nextState(working, "PASSWORD_RECOVERY", session("otp"), HERE).mustChoose).toBe(false);
  });

  test("is remembered by the session when the page is loaded again", () => {
    expect(nextState(UNKNOWN, "INITIAL_SESSION", session("otp"), HERE).byMail).toBe(true);
  });
});

test("a token that cannot be read is an ordinary one", () => {
  const odd = { access_token: "odd", user: { email: "admin@example.in" } } as Session;
  expect(nextState(UNKNOWN, "INITIAL_SESSION", odd, HERE).byMail).toBe(false);
});
