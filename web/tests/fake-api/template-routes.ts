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

const CHANGES: TemplateChange[] = [
  {
    id: 2,
    kind: "category",
    old_value: "MARKETING",
    new_value: "UTILITY",
    source: "sync",
    actor: null,
    occurred_at: null,
    created_at: "2026-11-12T06:10:00Z",
  },
  {
    id: 1,
    kind: "status",
    old_value: "PENDING",
    new_value: "APPROVED",
    source: "webhook",
    actor: null,
    occurred_at: null,
    created_at: "2026-11-02T11:45:00Z",
  },
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
          { ...syncResult(["Old store"]), error: "The access token expired" },
        ],
      }),
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
