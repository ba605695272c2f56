/** A CSV to copy from: the right header for the chosen templates and three rows of believable values. */
import type { Template } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { exampleValues } from "@/shared/whatsapp/message";
import { csvHeader, csvNeeds } from "@/shared/whatsapp/needs";

/** Excel reads UTF-8, and so Hindi, only when the file starts with this mark; the server skips it. */
const BYTE_ORDER_MARK = "\uFEFF";
const PHONES = ["919876543210", "919812345678", "917700112233"];

export function sampleRows(templates: Template[]): string[][] {
  const needs = csvNeeds(templates);
  const values = slotExamples(templates, needs.variables);
  const media = needs.media ? ["https://example.com/picture.jpg"] : [];
  return [csvHeader(needs), ...PHONES.map((phone) => [phone, ...media, ...values])];
}

export function sampleCsv(templates: Template[]): Blob {
  const lines = sampleRows(templates).map((row) => row.map(quoted).join(","));
  return new Blob([BYTE_ORDER_MARK + lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" });
}

/** The example of the template that uses most slots fills them best. */
function slotExamples(templates: Template[], slots: number): string[] {
  const widest = templates.toSorted((a, b) => b.variable_count - a.variable_count)[0];
  const examples = widest ? exampleValues(widest) : [];
  return Array.from(
    { length: slots },
    (_, index) => examples[index] ?? t("create:format.value", { number: index + 1 }),
  );
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
