/** /api/numbers of the fake API. */
import type { SyncResult } from "../../src/api/models.ts";
import { newNumber, rateChanges } from "./fixtures.ts";
import { json, noContent, page, problem, type Route } from "./route.ts";

/** The token the fake Graph API refuses. */
export const BAD_TOKEN = "expired-token";

export function syncResult(names: string[]): SyncResult {
  return {
    waba_id: "20870000000001",
    number_names: names,
    seen: 81,
    new: 2,
    changed: 1,
    inactive: 0,
    error: null,
    finished_at: new Date().toISOString(),
  };
}

const tokenRefused = () =>
  problem(
    422,
    "token_expired",
    "Meta refused the access token",
    "Session has expired (code 190).",
    "Make a new token in Meta Business settings and paste it here.",
  );

export const numberRoutes: Route[] = [
  { method: "GET", path: /^\/api\/numbers$/, run: ({ url, state }) => page(state.numbers, url) },
  {
    method: "GET",
    path: /^\/api\/numbers\/(\d+)\/rate-changes$/,
    run: ({ id, url }) => page(id === 1 ? rateChanges() : [], url),
  },
  {
    method: "POST",
    path: /^\/api\/numbers\/test$/,
    run: async ({ request }) => {
      const { phone_number_id, access_token } = (await request.json()) as Record<string, string>;
      if (access_token === BAD_TOKEN) return tokenRefused();
      return json({
        phone_number_id,
        verified_name: "Asha Boutique",
        display_phone_number: "+91 80450 00009",
        quality_rating: "GREEN",
        status: "CONNECTED",
        throughput_level: "STANDARD",
        meta_limit_per_sec: 80,
        messaging_limit: "TIER_10K",
        name_status: "APPROVED",
        template_count: 100,
        has_more_templates: true,
        waba_id: "20870000000001",
      });
    },
  },
  {
    method: "POST",
    path: /^\/api\/numbers$/,
    run: async ({ request, state }) => {
      const form = (await request.json()) as Record<string, string>;
      if (form.access_token === BAD_TOKEN) return tokenRefused();
      const known = state.numbers.find((each) => each.phone_number_id === form.phone_number_id);
      if (known) {
        Object.assign(known, {
          is_active: true,
          inactive_reason: null,
          inactive_code: null,
          inactive_error: null,
        });
        return json(known, 201);
      }
      const added = newNumber({
        id: state.numbers.length + 1,
        display_name: form.display_name ?? "",
        phone_number_id: form.phone_number_id,
      });
      state.numbers.push(added);
      return json(added, 201);
    },
  },
  {
    method: "DELETE",
    path: /^\/api\/numbers\/(\d+)$/,
    run: ({ id, state }) => {
      if (id === 1) {
        return problem(
          409,
          "number_in_use",
          "The number cannot be deleted yet",
          "Campaign “November dispatch notices” is running on it.",
          "Stop the campaign or wait until it completes.",
        );
      }
      state.numbers = state.numbers.filter((each) => each.id !== id);
      return noContent();
    },
  },
  {
    method: "POST",
    path: /^\/api\/numbers\/(\d+)\/sync$/,
    run: ({ id, state }) =>
      json(syncResult(state.numbers.filter((each) => each.id === id).map((each) => each.display_name))),
  },
];
