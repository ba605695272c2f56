import { renderHook, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { useTitleMark, withMark } from "./use-title-mark";

test.each([
  ["Overview", 0, "Overview"],
  ["Overview", 3, "(3) Overview"],
  ["(3) Overview", 2, "(2) Overview"],
  ["(99+) Overview", 0, "Overview"],
  ["Overview", 120, "(99+) Overview"],
  ["", 3, ""],
])("%j with %i unread is %j", (title, unread, shown) => {
  expect(withMark(title, unread)).toBe(shown);
});

test("the mark stays when a page writes its title, and goes with the last unread one", async () => {
  document.title = "Campaigns · Harkara";
  const { rerender } = renderHook(({ unread }) => useTitleMark(unread), { initialProps: { unread: 3 } });
  expect(document.title).toBe("(3) Campaigns · Harkara");
  document.title = "Numbers · Harkara";
  await waitFor(() => expect(document.title).toBe("(3) Numbers · Harkara"));
  rerender({ unread: 0 });
  expect(document.title).toBe("Numbers · Harkara");
});
