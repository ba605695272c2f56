import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import reactAria from "@/locales/en/react-aria.json";

const INTL = "node_modules/react-aria/dist/private/intl";
/** Parts the dashboard does not use; using one is an error at once ("were not included"). */
const UNUSED = ["breadcrumbs", "color", "combobox", "dnd", "previewtrigger", "steplist", "tree"];

const keys = (words: object) => [
  ...new Set(Object.keys(words).map((key) => key.replace(/_(one|other)$/, ""))),
];
const known = (file: string) =>
  [...readFileSync(file, "utf8").matchAll(/^ {4}"(.+?)": /gm)].map(([, key]) => key);

test("every word React Aria may say is in the catalogue, and none that it no longer says", () => {
  const used = readdirSync(INTL).filter((part) => !UNUSED.includes(part));
  for (const part of used) {
    const name = `@react-aria/${part}` as keyof typeof reactAria;
    expect([part, keys(reactAria[name])]).toEqual([part, known(`${INTL}/${part}/en-US.mjs`)]);
  }
  const stately = "node_modules/react-stately/dist/private/intl/datepicker/en-US.mjs";
  expect(keys(reactAria["@react-stately/datepicker"])).toEqual(known(stately));
  const components = "node_modules/react-aria-components/dist/private/intl/en-US.mjs";
  expect(keys(reactAria["react-aria-components"])).toEqual(known(components));
});
