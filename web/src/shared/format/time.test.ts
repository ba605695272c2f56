import { expect, test } from "vitest";
import { formatIst, istInputToIso, istInputValue } from "./time";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

test("times are shown in IST with the zone named", () => {
  expect(plain(formatIst("2026-11-23T13:20:00Z"))).toBe("23 Nov 2026, 6:50 pm IST");
});

test("the Indian day begins half past six in the evening, UTC", () => {
  expect(plain(formatIst("2026-11-23T18:29:00Z"))).toBe("23 Nov 2026, 11:59 pm IST");
  expect(plain(formatIst("2026-11-23T18:30:00Z"))).toContain("24 Nov 2026");
});

test("a date or a time never breaks across lines", () => {
  expect(formatIst("2026-11-23T13:20:00Z").split(" ")).toHaveLength(2);
});

test("what is entered is meant in IST, whatever the reader's clock", () => {
  expect(istInputToIso("2026-11-24T10:00")).toBe("2026-11-24T04:30:00.000Z");
  expect(istInputValue(new Date("2026-11-24T04:30:00Z"))).toBe("2026-11-24T10:00");
});
