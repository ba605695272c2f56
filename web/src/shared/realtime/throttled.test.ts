import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { postponed, throttled } from "./throttled";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the first call acts at once, a burst is one act at the end of the while", () => {
  const act = vi.fn();
  const call = throttled(1_000, act);
  call();
  expect(act).toHaveBeenCalledTimes(1);
  for (let count = 0; count < 50; count++) call();
  vi.advanceTimersByTime(999);
  expect(act).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5_000);
  expect(act).toHaveBeenCalledTimes(2);
});

test("steady calls are one act a while", () => {
  const act = vi.fn();
  const call = throttled(1_000, act);
  for (let count = 0; count < 100; count++) {
    call();
    vi.advanceTimersByTime(100);
  }
  expect(act).toHaveBeenCalledTimes(10 + 1);
});

test("what is cancelled does not act", () => {
  const act = vi.fn();
  const call = throttled(1_000, act);
  call();
  call();
  call.cancel();
  vi.advanceTimersByTime(5_000);
  expect(act).toHaveBeenCalledTimes(1);
});

test("what is postponed acts once, a while after the first call", () => {
  const act = vi.fn();
  const call = postponed(1_000, act);
  for (let count = 0; count < 9; count++) {
    call();
    vi.advanceTimersByTime(100);
  }
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(act).toHaveBeenCalledTimes(1);
  call();
  call.cancel();
  vi.advanceTimersByTime(5_000);
  expect(act).toHaveBeenCalledTimes(1);
});
