/** What the real client does at our server: `node client.mjs '{"scenario": …, "url": …}'` prints what it saw as JSON. */
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../web/package.json", import.meta.url));
const { createClient } = require("@supabase/supabase-js");

const { scenario, url, email, password, changed, token, code, scope } = JSON.parse(process.argv[2]);

/** A tab or a device of its own: nothing is shared with another, unlike in a browser. */
function open() {
  const kept = new Map();
  const calls = [];
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  const counted = (input, init) => {
    calls.push(new URL(input).pathname);
    return fetch(input, init);
  };
  const storageKey = `tab-${Math.random()}`;
  const auth = { storage, storageKey, persistSession: true, autoRefreshToken: false };
  const client = createClient(url, "sb_publishable_embedded", { auth, global: { fetch: counted } });
  const events = [];
  client.auth.onAuthStateChange((event) => void events.push(event));
  return { auth: client.auth, events, calls };
}

async function signedIn(secret = password) {
  const tab = open();
  const { error } = await tab.auth.signInWithPassword({ email, password: secret });
  if (error) throw error;
  return tab;
}

const tokenOf = async (tab) => (await tab.auth.getSession()).data.session?.refresh_token;
const told = ({ error }) => error && { name: error.name, code: error.code, status: error.status, reasons: error.reasons };
const user = async (tab) => told(await tab.auth.getUser());

const scenarios = {
  async signIn() {
    const wrong = told(await open().auth.signInWithPassword({ email, password: "wrong" }));
    const stranger = told(await open().auth.signInWithPassword({ email: "stranger@example.in", password }));
    const tab = await signedIn();
    const { data } = await tab.auth.getClaims();
    await tab.auth.getClaims();
    const signUp = told(await open().auth.signUp({ email: "new@example.in", password }));
    return { wrong, stranger, signUp, events: tab.events, email: data.claims.email, calls: tab.calls };
  },

  async fourTabs() {
    const first = await tokenOf(await signedIn());
    const tabs = [open(), open(), open(), open()];
    const answers = await Promise.all(tabs.map((tab) => tab.auth.refreshSession({ refresh_token: first })));
    const tokens = answers.map(({ data }) => data.session?.refresh_token);
    return { errors: answers.map(told), different: new Set(tokens).size, events: tabs[0].events };
  },

  async oldTokens() {
    const tab = await signedIn();
    const first = await tokenOf(tab);
    await tab.auth.refreshSession();
    const second = await tokenOf(tab);
    const parent = await open().auth.refreshSession({ refresh_token: first });
    await tab.auth.refreshSession();
    const grandparent = told(await open().auth.refreshSession({ refresh_token: first }));
    const afterwards = await user(tab);
    return { parent: parent.data.session?.refresh_token === second, grandparent, afterwards, events: tab.events };
  },

  async recovery() {
    const [tab, other] = [open(), await signedIn()];
    const asked = await tab.auth.resetPasswordForEmail(email, { redirectTo: `${url}/reset-password` });
    return { asked: told(asked), data: asked.data, other: await user(other) };
  },

  async recovered() {
    const [tab, other] = [open(), await signedIn()];
    const opened = told(await tab.auth.verifyOtp({ type: "recovery", token_hash: token }));
    const again = told(await open().auth.verifyOtp({ type: "recovery", token_hash: token }));
    const weak = told(await tab.auth.updateUser({ password: "short" }));
    const done = told(await tab.auth.updateUser({ password: changed }));
    const ended = await user(other);
    return { opened, again, weak, done, ended, own: await user(tab), events: tab.events, others: other.events };
  },

  async code() {
    const wrong = told(await open().auth.verifyOtp({ type: "recovery", email, token: "00000000x" }));
    const tab = open();
    const opened = told(await tab.auth.verifyOtp({ type: "recovery", email, token: code }));
    return { wrong, opened, events: tab.events };
  },

  async changePassword() {
    const [tab, other] = [await signedIn(), await signedIn()];
    const change = async (attributes) => told(await tab.auth.updateUser(attributes));
    return {
      missing: await change({ password: changed }),
      wrong: await change({ password: changed, current_password: "not it" }),
      same: await change({ password, current_password: password }),
      done: await change({ password: changed, current_password: password }),
      own: await user(tab),
      ended: await user(other),
      events: tab.events,
      others: other.events,
      old: told(await open().auth.signInWithPassword({ email, password })),
    };
  },

  async signOut() {
    const [own, other] = [await signedIn(), await signedIn()];
    const kept = await tokenOf(own);
    const error = told(await own.auth.signOut({ scope }));
    const again = told(await open().auth.refreshSession({ refresh_token: kept }));
    return { error, own: again?.code ?? "alive", other: (await user(other))?.name ?? "alive", events: own.events };
  },
};

process.stdout.write(JSON.stringify(await scenarios[scenario](), (_key, value) => value ?? null));
process.exit(0);
