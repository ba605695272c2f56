/** The fake API's dry run: a report over any file, with every kind of finding. */
import type { Report, Template } from "../../src/api/models.ts";

export function reportFor(chosen: Template[]): Report {
  const recipients = Math.floor(9_950 / Math.max(1, chosen.length));
  return {
    total_rows: 10_037,
    valid_rows: recipients * chosen.length,
    invalid_rows: 87,
    duplicate_rows: 37,
    variable_columns: 4,
    has_media_column: true,
    unused_columns: ["{{4}}"],
    reasons: [
      {
        code: "duplicate_phone",
        message: "The same phone number is in an earlier row",
        count: 37,
        first_rows: [118, 240, 611],
      },
      {
        code: "phone_ten_digits",
        message: "The phone number has 10 digits: put 91 in front",
        count: 31,
        first_rows: [14, 15, 902],
      },
      {
        code: "phone_excel",
        message: "Excel turned the phone number into 9.19877E+11: format the column as text",
        count: 14,
        first_rows: [77],
      },
      { code: "missing_variable", message: "{{2}} is empty", count: 5, first_rows: [3021, 3022] },
    ],
    batches: chosen.map((template) => ({
      template_id: template.id,
      template_name: template.name,
      language: template.language,
      recipients,
      samples: [3, 4, 5].map((row) => sample(template, row)),
    })),
    rate_per_sec: 60,
    estimated_seconds: 166,
  };
}

function sample(template: Template, row: number): Report["batches"][number]["samples"][number] {
  const values = ["Priya", `AS-${20_400 + row}`, "Thu, 26 Nov", "30 Nov"];
  const part = (type: string) => template.components.find((each) => each.type === type);
  const text = (part("BODY")?.text ?? "") as string;
  const format = template.header_format;
  return {
    row_number: row,
    phone: `9198765432${String(row).padStart(2, "0")}`,
    header: format ? { format, text: (part("HEADER")?.text ?? "") as string, url: null } : null,
    body: text.replace(/\{\{(\d)\}\}/g, (_, digit: string) => values[Number(digit) - 1] ?? ""),
    footer: (part("FOOTER")?.text as string | undefined) ?? null,
    buttons: ((part("BUTTONS")?.buttons ?? []) as { type: string; text: string }[]).map((each) => ({
      ...each,
      url: null,
    })),
  };
}
