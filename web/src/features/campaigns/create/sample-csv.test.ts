import { expect, test } from "vitest";
import type { Template } from "@/api/models";
import { firstTemplates } from "../../../../tests/fake-api/fixtures";
import { sampleCsv, sampleRows } from "./sample-csv";

function named(...names: string[]): Template[] {
  return firstTemplates().filter(({ name }) => names.includes(name));
}

test("the sample fits all chosen templates at once", () => {
  const [header, first] = sampleRows(named("order_shipped", "order_shipped_hindi"));
  expect(header).toEqual(["Phone", "{{Media}}", "{{1}}", "{{2}}", "{{3}}"]);
  expect(first).toHaveLength(5);
  expect(first?.slice(2)).toEqual(["Priya", "AS-20418", "Thu, 26 Nov"]);
});

test("its phone numbers would pass the server's check", () => {
  const phones = sampleRows([])
    .slice(1)
    .map(([phone]) => phone);
  expect(phones.every((phone) => /^91\d{10}$/.test(phone ?? ""))).toBe(true);
});

test("the file opens in Excel: a byte order mark, and commas inside quotes", async () => {
  const bytes = new Uint8Array(await sampleCsv(named("order_shipped")).arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toContain('AS-20418,"Thu, 26 Nov"\r\n');
});
