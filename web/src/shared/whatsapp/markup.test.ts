import { expect, test } from "vitest";
import { parseMarkup, type MarkupNode } from "./markup";

/** The tree as tags, so that a test reads like its picture. */
function picture(nodes: MarkupNode[]): string {
  const TAGS = { bold: "b", italic: "i", strike: "s", mono: "code", variable: "var", link: "a" } as const;
  return nodes
    .map((node) => {
      if (node.kind === "text") return node.text;
      const inside = "children" in node ? picture(node.children) : node.text;
      return `<${TAGS[node.kind]}>${inside}</${TAGS[node.kind]}>`;
    })
    .join("");
}

test.each([
  ["*bold* _italic_ ~strike~ ```mono```", "<b>bold</b> <i>italic</i> <s>strike</s> <code>mono</code>"],
  ["*bold and _both_*", "<b>bold and <i>both</i></b>"],
  ["Hi *{{1}}*, order {{ 2 }}", "Hi <b><var>1</var></b>, order <var>2</var>"],
  ["{{customer_name}}", "<var>customer_name</var>"],
  ["नमस्ते *राहुल* जी", "नमस्ते <b>राहुल</b> जी"],
  ["See https://asha.example/t_1_2.", "See <a>https://asha.example/t_1_2</a>."],
  ["Use `SAVE10` and ```*this*```", "Use <code>SAVE10</code> and <code>*this*</code>"],
  ["```*not bold*```", "<code>*not bold*</code>"],
])("%j", (text, expected) => {
  expect(picture(parseMarkup(text))).toBe(expected);
});

test.each(["2 * 3 * 4", "snake_case_name", "* spaced *", "*open", "**", "*a\nb*", "राहुल_जी_का", "{{}}"])(
  "%j stays as typed",
  (text) => {
    expect(parseMarkup(text)).toEqual([{ kind: "text", text }]);
  },
);

test("a long line of marks is read in reasonable time", () => {
  const text = "*a ".repeat(500);
  const started = performance.now();
  parseMarkup(text);
  expect(performance.now() - started).toBeLessThan(1_000);
});
