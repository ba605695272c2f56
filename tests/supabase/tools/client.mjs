/** What supabase-js does at a sign-in server that is not ours, and what our API says to its tokens: prints what it saw as JSON. */
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../web/package.json", import.meta.url));
const { createClient } = require("@supabase/supabase-js");

const { scenario, api, email, password, changed, tokenHash } = JSON.parse(process.argv[2]);
const session = await (await fetch(`${api}/api/session`)).json();

function open() {
  const auth = { persistSession: false, autoRefreshToken: false };
  return createClient(session.supabase_url, session.supabase_key, { auth }).auth;
}

async function signedIn(secret = password, who = email) {
  const auth = open();
  const { error } = await auth.signInWithPassword({ email: who, password: secret });
  if (error) throw error;
  return auth;
}

async function asked(auth) {
  const { data } = await auth.getSession();
  const headers = { Authorization: `Bearer ${data.session.access_token}` };
  return (await fetch(`${api}/api/numbers`, { headers })).status;
}

const told = ({ error }) => error && { code: error.code ?? null, status: error.status };

const scenarios = {
  async signIn() {
    const wrong = told(await open().signInWithPassword({ email, password: "wrong" }));
    const auth = await signedIn();
    const user = (await auth.getUser()).data.user.email;
    const first = await asked(auth);
    const refreshed = told(await auth.refreshSession());
    const stranger = open();
    await stranger.signUp({ email: "stranger@example.in", password });
    return { wrong, user, first, refreshed, second: await asked(auth), stranger: await asked(stranger) };
  },

  async signOut() {
    const [auth, other] = [await signedIn(), await signedIn()];
    const token = (await auth.getSession()).data.session.access_token;
    const error = told(await auth.signOut({ scope: "local" }));
    const status = async () =>
      (await fetch(`${api}/api/numbers`, { headers: { Authorization: `Bearer ${token}` } })).status;
    return { error, signedOut: await status(), other: await asked(other) };
  },

  async recovery() {
    return { asked: told(await open().resetPasswordForEmail(email, { redirectTo: `${api}/reset-password` })) };
  },

  async recovered() {
    const auth = open();
    const opened = told(await auth.verifyOtp({ type: "recovery", token_hash: tokenHash }));
    const done = told(await auth.updateUser({ password: changed }));
    const old = told(await open().signInWithPassword({ email, password }));
    return { opened, done, old, api: await asked(await signedIn(changed)) };
  },
};

process.stdout.write(JSON.stringify(await scenarios[scenario](), (_key, value) => value ?? null));
process.exit(0);
