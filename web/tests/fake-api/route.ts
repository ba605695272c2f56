/** What the fake API's routes are made of. */
import type { FakeState } from "./fake-api.ts";

interface RouteCall {
  request: Request;
  url: URL;
  state: FakeState;
  id: number;
}

export interface Route {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: RegExp;
  run: (call: RouteCall) => Response | Promise<Response>;
}

export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

export function problem(
  status: number,
  code: string,
  title: string,
  detail: string,
  mend: string | null,
): Response {
  const body = {
    type: `https://harkara.example/problems/${code}`,
    title,
    status,
    detail,
    code,
    mend,
    errors: [],
  };
  return Response.json(body, { status, headers: { "content-type": "application/problem+json" } });
}

export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** One page of a list; the cursor is simply the next position. */
export function page(items: unknown[], url: URL): Response {
  const start = Number(url.searchParams.get("cursor") ?? 0);
  const end = start + Number(url.searchParams.get("limit") ?? 50);
  return json({ items: items.slice(start, end), next_cursor: end < items.length ? String(end) : null });
}
