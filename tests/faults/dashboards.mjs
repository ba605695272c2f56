// Many dashboards in one process, each a real client that loads its rows anew whenever it has become live.
// One JSON command a line in, one JSON event a line out.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const require = createRequire(process.argv[2]); // a file of the web app, whose packages these are
const { createClient } = require("@supabase/supabase-js");

const tell = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
const views = [];

class Dashboard {
  constructor(number, url, token, campaign) {
    this.number = number;
    this.row = null;
    this.load = async () => {
      const answer = await fetch(`${url}/api/campaigns/${campaign}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      this.row = await answer.json();
    };
    this.client = createClient(url, "sb_publishable_embedded", {
      accessToken: async () => token,
      realtime: { transport: globalThis.WebSocket },
    });
    const wanted = { event: "*", schema: "harkara", table: "campaigns", filter: `id=eq.${campaign}` };
    this.channel = this.client
      .channel("dash")
      .on("postgres_changes", wanted, ({ new: row }) => Object.assign(this.row ?? {}, row))
      .on("system", {}, async ({ status }) => {
        if (status !== "ok") return;
        try {
          await this.load();
          tell({ live: number });
        } catch (error) {
          tell({ failed: number, error: error.message });
        }
      });
  }

  async open() {
    await this.client.realtime.setAuth();
    this.channel.subscribe((status) => status === "SUBSCRIBED" || tell({ lost: this.number, status }));
  }
}

const commands = {
  open: async ({ count, url, token, campaign }) => {
    for (let number = 0; number < count; number++) views.push(new Dashboard(number, url, token, campaign));
    await Promise.all(views.map((view) => view.open()));
  },
  show: () => tell({ shown: views.map(({ row }) => [row.status, row.total_sent]) }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...rest } = JSON.parse(line);
  await commands[command](rest);
}
process.exit(0);
