// Many dashboards in one process, each the real client and the dashboard's own answer to refused tokens. They ask our API again and again.
// One JSON command a line in, one JSON event a line out.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const [, , webPackage, refusals] = process.argv;
const require = createRequire(webPackage); // a file of the web app, whose packages these are
const { createClient } = require("@supabase/supabase-js");
const { answerToRefusals } = await import(refusals);

const EVERY_MS = 250;
const seen = { statuses: {}, events: {} };
const count = (kind, name) => (seen[kind][name] = (seen[kind][name] ?? 0) + 1);
const clients = [];

async function dashboard(number, project, key, api) {
  const kept = new Map();
  const storage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
  const auth = { storage, storageKey: `tab-${number}`, persistSession: true, autoRefreshToken: true };
  const client = createClient(project, key, { auth });
  client.auth.onAuthStateChange((event) => count("events", event));
  const { error } = await client.auth.signInWithPassword({ email: "admin@example.in", password: "secret" });
  if (error) throw error;
  clients.push(client);
  const refused = answerToRefusals(client.auth);
  const look = async () => {
    const token = (await client.auth.getSession()).data.session?.access_token;
    if (!token) return count("statuses", "signed out");
    const { status } = await fetch(`${api}/api/numbers`, { headers: { authorization: `Bearer ${token}` } });
    count("statuses", status);
    if (status === 401) await refused(token);
  };
  setInterval(() => void look(), EVERY_MS);
}

const commands = {
  open: async ({ count, project, key, api }) => {
    for (let number = 0; number < count; number++) await dashboard(number, project, key, api);
    process.stdout.write(`${JSON.stringify({ open: clients.length })}\n`);
  },
  look: () => {
    process.stdout.write(`${JSON.stringify(seen)}\n`);
    seen.statuses = {};
    seen.events = {};
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...rest } = JSON.parse(line);
  await commands[command](rest);
}
process.exit(0);
