import { expect, test } from "vitest";
import { notification } from "../../../tests/fake-api/notifications";
import { markRead, newsText } from "./reading";

const item = (id: number, is_read = false) => notification({ id, title: `News ${id}`, is_read });
const loaded = () => ({
  pages: [
    { items: [item(5), item(4, true)], next_cursor: "4", unread: 12 },
    { items: [item(3), item(2)], next_cursor: null, unread: 12 },
  ],
  pageParams: [undefined, 4],
});
const unreadIds = (data: ReturnType<typeof loaded>) =>
  data.pages.flatMap(({ items }) => items.filter(({ is_read }) => !is_read).map(({ id }) => id));

test("the count falls by those that were unread, on every page alike", () => {
  const after = markRead(loaded(), [4, 3]);
  expect(unreadIds(after)).toEqual([5, 2]);
  expect(after.pages.map(({ unread }) => unread)).toEqual([11, 11]);
});

test("all means also those that are not loaded", () => {
  const after = markRead(loaded(), "all");
  expect(unreadIds(after)).toEqual([]);
  expect(after.pages[0]?.unread).toBe(0);
});

test("what was there stays as it was, for the way back", () => {
  const before = loaded();
  markRead(before, "all");
  expect(unreadIds(before)).toEqual([5, 3, 2]);
});

test("only what is new and unread is news", () => {
  const items = [item(5), item(4), item(3)];
  expect(newsText(items, 5)).toBeNull();
  expect(newsText(items, 4)).toBe("New notification: News 5");
  expect(newsText(items, 3)).toBe("2 new notifications. The latest: News 5");
  expect(newsText([item(5, true)], 4)).toBeNull();
});
