import { describe, expect, test } from "vitest";
import { en } from "./en";
import { hi } from "./hi";

interface Words {
  [key: string]: string | Words;
}

/** Every text by its path: "sync.done_one" → "...". */
function texts(words: Words, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value]] : texts(value, `${path}${key}.`),
  );
}

const marks = (text: string) => (text.match(/\{\{.*?\}\}|<\/?\w+\/?>/g) ?? []).sort();

describe.each(Object.keys(en) as (keyof typeof en)[])("the words of %s", (namespace) => {
  const english = new Map(texts(en[namespace]));
  const hindi = new Map(texts(hi[namespace]));

  test("are the same in both languages", () => {
    expect([...hindi.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test("name the same things", () => {
    for (const [key, text] of english) expect([key, marks(hindi.get(key) ?? "")]).toEqual([key, marks(text)]);
  });

  test("are never empty, and Hindi is not English left over", () => {
    for (const [key, text] of hindi) {
      expect([key, text.trim()]).not.toEqual([key, ""]);
      // Names, units and signs are the same in both.
      if (/[a-z]{3,} [a-z]{3,} [a-z]{3,}/i.test(english.get(key) ?? ""))
        expect(text).not.toBe(english.get(key));
    }
  });
});
