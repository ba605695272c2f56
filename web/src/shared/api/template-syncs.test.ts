import { expect, test } from "vitest";
import { syncResult } from "../../../tests/fake-api/number-routes";
import { syncRun } from "../../../tests/fake-api/syncs";
import { newestSyncs } from "./template-syncs";

const run = (waba_id: string, finished_at: string | null, seen: number) =>
  syncRun({ id: 1, waba_id, finished_at, seen });
const answer = (waba_id: string, finished_at: string, seen: number) => ({
  ...syncResult(["Asha"]),
  waba_id,
  finished_at,
  seen,
});
const EARLY = "2026-11-24T09:00:00Z";
const LATE = "2026-11-24T09:05:00Z";

test("an act's answer is shown before the kept runs know of it", () => {
  const syncs = newestSyncs([run("1", EARLY, 80), run("2", EARLY, 7)], [answer("1", LATE, 81)]);
  expect(syncs.map(({ waba_id, seen }) => [waba_id, seen])).toEqual([
    ["1", 81],
    ["2", 7],
  ]);
});

test("a later run, or one under way, takes its place", () => {
  expect(newestSyncs([run("1", LATE, 82)], [answer("1", EARLY, 81)])[0]?.seen).toBe(82);
  expect(newestSyncs([run("1", null, 20)], [answer("1", LATE, 81)])[0]?.seen).toBe(20);
});
