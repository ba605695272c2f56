import { expect, test } from "vitest";
import { exampleValues, templateMessage } from "./message";

test("parts in an unknown shape are left out, the rest stays", () => {
  const components = [{ type: "CAROUSEL", cards: 3 }, { type: 7 }, { type: "body", text: "Hi {{1}}" }];
  expect(templateMessage({ components })).toEqual({
    header: null,
    body: "Hi {{1}}",
    footer: null,
    buttons: [],
  });
});

test("a template without examples has none", () => {
  expect(exampleValues({ components: [{ type: "BODY", text: "Hi" }] })).toEqual([]);
});
