import { expect, test } from "vitest";
import { checkableUpload, draftSchema, emptyDraft, isSameCheck, toUpload, type Draft } from "./draft";

const schema = draftSchema(() => new Date("2026-11-23T12:00:00Z"));
const csv = (name = "contacts.csv", bytes = "Phone\n919876543210\n") =>
  new File([bytes], name, { type: "text/csv" });

const complete: Draft = { ...emptyDraft("1"), name: "November", templateIds: [4, 2], file: csv() };

function problems(draft: Draft): Record<string, string> {
  const result = schema.safeParse(draft);
  return Object.fromEntries(
    (result.error?.issues ?? []).map(({ path, message }) => [path.join("."), message]),
  );
}

test("a complete draft passes and keeps the order of its templates", () => {
  const upload = toUpload(schema.parse(complete));
  expect(upload).toMatchObject({ numberId: 1, templateIds: [4, 2], scheduledAt: null, skipDuplicates: true });
});

test("an empty draft names everything that is missing", () => {
  expect(Object.keys(problems(emptyDraft(null))).sort()).toEqual(["file", "name", "numberId", "templateIds"]);
});

test.each([
  [csv("contacts.xlsx"), /spreadsheet's own file/],
  [csv("contacts.pdf"), /not a CSV/],
  [csv("contacts.csv", ""), /empty/],
])("a file that cannot be read is refused at once", (file, words) => {
  expect(problems({ ...complete, file }).file).toMatch(words);
});

test("a file above 50 MB is refused before it is uploaded", () => {
  const file = csv();
  Object.defineProperty(file, "size", { value: 50_000_001 });
  expect(problems({ ...complete, file }).file).toMatch(/larger than 50 MB/);
});

test("a time is meant in IST and must lie ahead", () => {
  const later = { ...complete, start: "later" as const };
  expect(problems({ ...later, scheduledAt: "" }).scheduledAt).toMatch(/Choose the day/);
  expect(problems({ ...later, scheduledAt: "2026-11-23T17:29" }).scheduledAt).toMatch(/passed/);
  expect(toUpload(schema.parse({ ...later, scheduledAt: "2026-11-23T17:31" })).scheduledAt).toBe(
    "2026-11-23T12:01:00.000Z",
  );
});

test("a time left in the field does not matter when sending at once", () => {
  expect(toUpload(schema.parse({ ...complete, scheduledAt: "2020-01-01T00:00" })).scheduledAt).toBeNull();
});

test("a time that has passed is told whatever else is missing", () => {
  const late = { ...emptyDraft(null), start: "later" as const, scheduledAt: "2020-01-01T00:00" };
  expect(problems(late)).toMatchObject({ scheduledAt: expect.stringMatching(/passed/) as string });
});

test("without a name the file can be checked already; without templates or with a passed time it cannot", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  expect(checkableUpload({ ...complete, name: "" }, now)).toMatchObject({ templateIds: [4, 2] });
  expect(checkableUpload({ ...complete, templateIds: [] }, now)).toBeNull();
  expect(checkableUpload({ ...complete, file: csv("contacts.xlsx") }, now)).toBeNull();
  const passed = { ...complete, start: "later" as const, scheduledAt: "2026-11-23T17:00" };
  expect(checkableUpload(passed, now)).toBeNull();
});

test("a check holds for another name, not for another order of templates", () => {
  const upload = toUpload(schema.parse(complete));
  expect(isSameCheck(upload, { ...upload, name: "Other" })).toBe(true);
  expect(isSameCheck(upload, { ...upload, templateIds: [2, 4] })).toBe(false);
  expect(isSameCheck(upload, { ...upload, file: csv() })).toBe(false);
});
