import { expect, test } from "vitest";
import { formatLanguage } from "./language";

test("codes become names; what is no code stays", () => {
  expect(formatLanguage("hi")).toBe("Hindi");
  expect(formatLanguage("en_US")).toBe("English (US)");
  expect(formatLanguage("??")).toBe("??");
});
