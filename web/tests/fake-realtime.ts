/** Supabase Realtime on the tests' network, as far as the dashboard uses it: joins, heartbeats, changes, and every way to end. */
import { ws, type WebSocketHandlerConnection } from "msw/ws";

type Client = WebSocketHandlerConnection["client"];
type Answer = "live" | "joined" | "refused";
type Frame = [joinRef: string | null, ref: string | null, topic: string, event: string, payload: unknown];

interface Channel {
  client: Client;
  topic: string;
  joinRef: string;
}

const link = ws.link("ws://*/realtime/v1/websocket*");

class FakeRealtime {
  channels: Channel[] = [];
  joins: unknown[] = [];
  connections = 0;
  /** What a join is answered; `joined` leaves out that the subscription is live. */
  answer: Answer = "live";
  /** What the server calls the bindings, in their order: campaigns, notifications. */
  ids: [number, number] = [1, 2];
  /** Whether connections are let in at all. */
  open = true;

  readonly handler = link.addEventListener("connection", ({ client }) => {
    this.connections += 1;
    if (!this.open) {
      client.close(1011);
      return;
    }
    client.addEventListener("message", ({ data }) => this.take(client, JSON.parse(data as string) as Frame));
    client.addEventListener("close", () => {
      this.channels = this.channels.filter((channel) => channel.client !== client);
    });
  });

  reset(): void {
    this.drop();
    this.joins = [];
    this.connections = 0;
    this.answer = "live";
    this.ids = [1, 2];
    this.open = true;
  }

  /** Tells every channel of a change. Campaigns are the first binding, notifications the second. */
  tell(table: "campaigns" | "notifications", type: string, row: object, old: object = {}): void {
    const data = {
      schema: "harkara",
      table,
      type,
      commit_timestamp: "2026-11-24T09:00:00.000Z",
      columns: [],
      errors: null,
      record: row,
      old_record: old,
    };
    this.toAll("postgres_changes", { ids: [this.ids[table === "campaigns" ? 0 : 1]], data });
  }

  /** Sends a frame to every channel as it was written down. */
  say(event: string, payload: object): void {
    this.toAll(event, payload);
  }

  goLive(): void {
    this.toAll("system", system("postgres_changes", "ok"));
  }

  /** As hosted Supabase does when a token has expired. */
  closeChannels(): void {
    this.toAll("system", system("system", "error"));
    for (const { client, topic, joinRef } of this.channels)
      send(client, [joinRef, joinRef, topic, "phx_close", {}]);
    this.channels = [];
  }

  /** As the embedded Realtime does. */
  failChannels(): void {
    const { channels } = this;
    this.channels = [];
    for (const { client, topic, joinRef } of channels)
      send(client, [joinRef, joinRef, topic, "phx_error", {}]);
  }

  /** The server goes away. */
  drop(): void {
    const { channels } = this;
    this.channels = [];
    for (const { client } of channels) client.close(1012);
  }

  private take(client: Client, [joinRef, ref, topic, event, payload]: Frame): void {
    const reply = (status: string, response: object) =>
      send(client, [joinRef, ref, topic, "phx_reply", { status, response }]);
    if (event === "phx_join") this.join(client, topic, joinRef ?? "", payload, reply);
    else reply("ok", {});
    if (event === "phx_leave") this.channels = this.channels.filter((channel) => channel.topic !== topic);
  }

  private join(
    client: Client,
    topic: string,
    joinRef: string,
    payload: unknown,
    reply: (status: string, response: object) => void,
  ): void {
    this.joins.push(payload);
    if (this.answer === "refused") {
      reply("error", { reason: "Unauthorized" });
      return;
    }
    const { config } = payload as { config: { postgres_changes: object[] } };
    const bindings = config.postgres_changes.map((binding, index) => ({ ...binding, id: this.ids[index] }));
    this.channels.push({ client, topic, joinRef });
    reply("ok", { postgres_changes: bindings });
    if (this.answer === "live") send(client, [null, null, topic, "system", system("postgres_changes", "ok")]);
  }

  private toAll(event: string, payload: object): void {
    for (const { client, topic } of this.channels) send(client, [null, null, topic, event, payload]);
  }
}

function system(extension: string, status: string) {
  return { extension, status, message: status, channel: "dashboard" };
}

function send(client: Client, frame: Frame): void {
  client.send(JSON.stringify(frame));
}

export const realtime = new FakeRealtime();
