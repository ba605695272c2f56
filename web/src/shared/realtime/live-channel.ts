/**
 * Keeps one channel on the two tables open, whatever happens to it. Nothing is ever replayed: each time it (re)joins, and again
 * when the server says that the subscription is live, everything must be loaded anew (`onFresh`).
 */
import type { RealtimeChannel, RealtimeSystemPayload, SupabaseClient } from "@supabase/supabase-js";
import { toChange, type LiveChange, type LiveTable } from "./change";
import type { LiveState } from "./live-state";

/** The schema of all tables, in both modes. */
const SCHEMA = "harkara";
const TABLES: LiveTable[] = ["campaigns", "notifications"];

const POLLING_AFTER_MS = 10_000;
/** Between builds of a new channel; the client's own reconnecting waits like this, too. */
const REBUILD_AFTER_MS = [1_000, 2_000, 5_000, 10_000];

interface LiveChannelOptions {
  client: Pick<SupabaseClient, "auth" | "realtime" | "channel" | "removeChannel">;
  onChange: (change: LiveChange) => void;
  onFresh: () => void;
  onState: (state: LiveState) => void;
}

/** Names are never used twice: a channel that is being left would be handed out again. */
let built = 0;

export class LiveChannel {
  private readonly options: LiveChannelOptions;
  private channel: RealtimeChannel | null = null;
  private state: LiveState = "connecting";
  private failures = 0;
  private stopped = false;
  private rebuild: ReturnType<typeof setTimeout> | undefined;
  private giveUp: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveChannelOptions) {
    this.options = options;
  }

  start(): void {
    this.show("connecting");
    this.expectLive();
    void this.build();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.rebuild);
    clearTimeout(this.giveUp);
    const { channel } = this;
    this.channel = null;
    this.show("connecting");
    if (channel) void this.options.client.removeChannel(channel);
  }

  private async build(): Promise<void> {
    const { client } = this.options;
    // A channel that joins before the stored session is loaded would join without a token, and stay so for up to an hour.
    const { data } = await client.auth.getSession();
    await client.realtime.setAuth();
    if (this.stopped) return;
    if (!data.session) {
      this.buildLater();
      return;
    }
    built += 1;
    const channel = client.channel(`dashboard-${built}`);
    this.channel = channel;
    for (const table of TABLES) {
      channel.on<Record<string, unknown>>(
        "postgres_changes",
        { event: "*", schema: SCHEMA, table },
        (payload) => {
          const change = toChange(payload);
          if (change) this.options.onChange(change);
          else this.options.onFresh();
        },
      );
    }
    channel.on("system", {}, (message: RealtimeSystemPayload) => this.heardSystem(message));
    channel.subscribe((status) => {
      if (channel === this.channel) this.heardStatus(status);
    });
  }

  private heardStatus(status: string): void {
    if (status === "SUBSCRIBED") {
      this.options.onFresh();
      return;
    }
    this.lose();
    // The client rejoins after everything but this: the server has closed the channel, as hosted Supabase does with an expired token.
    if (status === "CLOSED") this.buildLater();
  }

  private heardSystem({ extension, status }: RealtimeSystemPayload): void {
    if (status !== "ok") this.lose();
    else if (extension === "postgres_changes") this.goLive();
  }

  private goLive(): void {
    this.failures = 0;
    clearTimeout(this.giveUp);
    this.giveUp = undefined;
    this.show("live");
    this.options.onFresh();
  }

  private lose(): void {
    if (this.state !== "live") return;
    this.show("reconnecting");
    this.expectLive();
  }

  private expectLive(): void {
    this.giveUp = setTimeout(() => {
      this.show("polling");
      this.options.onFresh();
    }, POLLING_AFTER_MS);
  }

  private buildLater(): void {
    this.channel = null;
    const wait = REBUILD_AFTER_MS[Math.min(this.failures, REBUILD_AFTER_MS.length - 1)];
    this.failures += 1;
    this.rebuild = setTimeout(() => void this.build(), wait);
  }

  private show(state: LiveState): void {
    this.state = state;
    this.options.onState(state);
  }
}
