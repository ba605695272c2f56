/** Serves the built dashboard with the fake API and production's content security policy: `npm run build && npm run dev:fake`. */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { Readable } from "node:stream";
import { answer, firstState } from "./fake-api.ts";

const DIST = join(import.meta.dirname, "../../dist");
const PORT = Number(process.env.PORT ?? 4173);
const TYPES: Partial<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self'; " +
  "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

const started = Date.now();
const state = firstState({ seconds: () => (Date.now() - started) / 1000 });

async function serve(incoming: IncomingMessage, outgoing: ServerResponse) {
  const url = new URL(incoming.url ?? "/", `http://127.0.0.1:${PORT}`);
  const fromApi = url.pathname.startsWith("/api/") || url.pathname.startsWith("/auth/");
  const response = fromApi ? await answer(asRequest(incoming, url), state) : await file(url.pathname);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

function asRequest(incoming: IncomingMessage, url: URL): Request {
  const method = incoming.method ?? "GET";
  const hasBody = method !== "GET" && method !== "DELETE";
  return new Request(url, {
    method,
    headers: incoming.headers as Record<string, string>,
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
  });
}

/** The file, or the page itself for every address that is the dashboard's own. */
async function file(path: string): Promise<Response> {
  const name = extname(path) ? normalize(path) : "/index.html";
  const body = await readFile(join(DIST, name)).catch(() => null);
  if (!body) return new Response("Not found", { status: 404 });
  const type = TYPES[extname(name)] ?? "application/octet-stream";
  return new Response(new Uint8Array(body), {
    headers: { "content-type": type, "content-security-policy": POLICY },
  });
}

createServer((incoming, outgoing) => void serve(incoming, outgoing)).listen(PORT, "127.0.0.1");
