/** /api/templates of the fake API. */
import type { Template, TemplateChange } from "../../src/api/models.ts";
import { syncResult } from "./number-routes.ts";
import { json, page, problem, type Route } from "./route.ts";

function matches(template: Template, query: URLSearchParams): boolean {
  const is = (name: string, value: string) => !query.get(name) || query.get(name) === value;
  return (
    is("category", template.category) &&
    is("status", template.status) &&
    is("quarantined", String(template.is_quarantined)) &&
    template.name.includes(query.get("q") ?? "")
  );
}

function change(id: number, created_at: string, fields: Partial<TemplateChange>): TemplateChange {
  return {
    id,
    kind: "category",
    old_value: null,
    new_value: null,
    source: "sync",
    actor: null,
    occurred_at: null,
    created_at,
    ...fields,
  };
}

const CHANGES: TemplateChange[] = [
  change(9, "2026-11-20T09:30:00Z", { kind: "status", old_value: "PAUSED", new_value: "APPROVED" }),
  change(8, "2026-11-18T05:02:00Z", {
    kind: "components",
    old_value: "Hi {{1}}, your order {{2}} has left our store.",
    new_value: "Hi {{1}}, your order {{2}} has left our Jaipur store.\nTrack order",
  }),
  change(7, "2026-11-14T10:44:00Z", {
    kind: "status",
    old_value: "APPROVED",
    new_value: "PAUSED",
    source: "webhook",
    occurred_at: "2026-11-14T10:21:00Z",
  }),
  change(6, "2026-11-13T04:40:00Z", { kind: "quality", old_value: "GREEN", new_value: "YELLOW" }),
  change(5, "2026-11-12T07:15:00Z", {
    kind: "quarantine",
    old_value: "Meta changed its category from UTILITY to MARKETING",
    source: "admin",
    actor: "admin@harkara.local",
  }),
  change(4, "2026-11-12T06:10:00Z", { old_value: "MARKETING", new_value: "UTILITY" }),
  change(3, "2026-11-10T08:31:00Z", {
    kind: "quarantine",
    new_value: "Meta changed its category from UTILITY to MARKETING",
    source: "webhook",
    occurred_at: "2026-11-10T08:31:00Z",
  }),
  change(2, "2026-11-10T08:31:00Z", {
    old_value: "UTILITY",
    new_value: "MARKETING",
    source: "webhook",
    occurred_at: "2026-11-10T08:31:00Z",
  }),
  change(1, "2026-11-02T11:45:00Z", { kind: "created", new_value: "UTILITY" }),
];

export const templateRoutes: Route[] = [
  {
    method: "GET",
    path: /^\/api\/templates$/,
    run: ({ url, state }) =>
      page(
        state.templates.filter((each) => matches(each, url.searchParams)),
        url,
      ),
  },
  {
    method: "POST",
    path: /^\/api\/templates\/sync$/,
    run: () =>
      json({
        results: [
          syncResult(["Asha Sarees", "Asha Sarees Support"]),
          {
            ...syncResult(["Old store"]),
            waba_id: "20870000000003",
            seen: 0,
            error: "The access token expired",
          },
        ],
      }),
  },
  { method: "GET", path: /^\/api\/templates\/syncs$/, run: ({ url, state }) => page(state.syncs, url) },
  {
    method: "GET",
    path: /^\/api\/templates\/(\d+)$/,
    run: ({ id, state }) => {
      const found = state.templates.find((each) => each.id === id);
      return found
        ? json(found)
        : problem(404, "template_not_found", "There is no such template", `Template ${id}`, null);
    },
  },
  { method: "GET", path: /^\/api\/templates\/(\d+)\/changes$/, run: ({ url }) => page(CHANGES, url) },
  {
    method: "POST",
    path: /^\/api\/templates\/(\d+)\/unquarantine$/,
    run: ({ id, state }) => {
      const found = state.templates.find((each) => each.id === id);
      if (!found)
        return problem(404, "template_not_found", "There is no such template", `Template ${id}`, null);
      Object.assign(found, {
        is_quarantined: false,
        quarantine_reason: null,
        is_sendable: true,
        unsendable_reason: null,
      });
      return json(found);
    },
  },
];
