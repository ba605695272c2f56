// The real client, driven over its standard input: one JSON command a line in, one JSON event a line out.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const require = createRequire(process.argv[2]); // a file of the dashboard, whose packages these are
const { createClient } = require("@supabase/supabase-js");

const tell = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
let client;
let channel;

const commands = {
  create: ({ url, vsn, token }) => {
    client = createClient(url, "sb_publishable_embedded", {
      accessToken: async () => token.current,
      realtime: { vsn, transport: globalThis.WebSocket },
    });
    token.current = token.first;
    commands.token = ({ next }) => {
      token.current = next;
      return client.realtime.setAuth();
    };
  },
  auth: () => client.realtime.setAuth(),
  subscribe: ({ bindings, options }) => {
    channel = client.channel("dash", options ? { config: options } : undefined);
    for (const binding of bindings)
      channel.on("postgres_changes", binding, (payload) => tell({ change: payload }));
    channel.on("system", {}, ({ status, message }) => tell({ system: status, message }));
    channel.subscribe((status, error) => tell({ status, error: error?.message }));
  },
  leave: async () => tell({ left: await client.removeChannel(channel) }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...rest } = JSON.parse(line);
  await commands[command](rest);
}
process.exit(0);
