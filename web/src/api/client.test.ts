import { http, HttpResponse } from "msw";
import { afterEach, expect, test, vi } from "vitest";
import { server } from "../../tests/fake-server";
import { setTokenSource } from "./access-token";
import { api, unwrap } from "./client";
import { upload } from "./upload";

afterEach(() => setTokenSource(null));

function signIn(token: string) {
  const refused = vi.fn();
  setTokenSource({ accessToken: () => Promise.resolve(token), refused });
  return refused;
}

test("every call and every upload carries the token", async () => {
  signIn("token-of-today");
  const seen: (string | null)[] = [];
  server.use(
    http.all("*/api/*", ({ request }) => {
      seen.push(request.headers.get("authorization"));
      return HttpResponse.json({});
    }),
  );
  await unwrap(api.GET("/api/numbers"));
  await upload("/api/campaigns/validate", new FormData());
  expect(seen).toEqual(["Bearer token-of-today", "Bearer token-of-today"]);
});

test("a refused token is reported, on calls and on uploads", async () => {
  const refused = signIn("old-token");
  await expect(unwrap(api.GET("/api/numbers"))).rejects.toMatchObject({ status: 401 });
  await expect(upload("/api/campaigns/validate", new FormData())).rejects.toMatchObject({ status: 401 });
  expect(refused).toHaveBeenCalledTimes(2);
});

test("silence becomes a problem that says what to check", async () => {
  server.use(http.all("*/api/*", () => HttpResponse.error()));
  await expect(unwrap(api.GET("/api/numbers"))).rejects.toMatchObject({ code: "no_answer" });
  await expect(upload("/api/campaigns/validate", new FormData())).rejects.toMatchObject({
    code: "no_answer",
  });
});

test("an upload can be called off", async () => {
  signIn("token");
  const control = new AbortController();
  control.abort();
  await expect(upload("/api/campaigns/validate", new FormData(), { signal: control.signal })).rejects.toThrow(
    /abort/i,
  );
});
