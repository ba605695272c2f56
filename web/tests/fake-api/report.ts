/** The fake API's dry run: a report over any file, with every kind of finding. */
import type { Report, Template } from "../../src/api/models.ts";

/** A number near Meta's limit with a token that ends soon: a report with something to say. */
export function reportFor(chosen: Template[], startsAt = new Date()): Report {
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
        rows: invalidRows([118, 240, 611], "The phone number is already in row 9"),
      },
      {
        code: "phone_ten_digits",
        message: "The phone number has 10 digits: put 91 in front",
        count: 31,
        first_rows: [14, 15, 902],
        rows: invalidRows([14, 15, 902], "The phone number has 10 digits: put 91 in front"),
      },
      {
        code: "phone_excel",
        message: "Excel turned the phone number into 9.19877E+11: format the column as text",
        count: 14,
        first_rows: [77],
        rows: invalidRows([77], "Excel turned the phone number into 9.19877E+11: format the column as text"),
      },
      {
        code: "missing_variable",
        message: "{{2}} is empty",
        count: 5,
        first_rows: [3021, 3022],
        rows: invalidRows([3021, 3022], "{{2}} is empty"),
      },
    ],
    batches: chosen.map((template) => ({
      template_id: template.id,
      template_name: template.name,
      language: template.language,
      recipients,
      quality_score: template.quality_score,
      samples: [3, 4, 5].map((row) => sample(template, row)),
    })),
    rate_per_sec: 60,
    estimated_seconds: 166,
    unique_recipients: recipients * chosen.length,
    messages_before: 77_190,
    campaigns_before: 2,
    before: [
      {
        id: 8,
        name: "November dispatch notices",
        status: "running",
        messages: 68_770,
        scheduled_at: null,
      },
      { id: 7, name: "Payment reminders, week 48", status: "queued", messages: 8_420, scheduled_at: null },
    ],
    estimated_start: later(startsAt, 1_287),
    estimated_end: later(startsAt, 1_287 + 166),
    messaging_limit: "TIER_100K",
    daily_limit: 100_000,
    sent_last_day: 96_480,
    number_quality: "YELLOW",
    token_expires_at: "2026-11-27T18:30:00Z",
    warnings: [
      {
        code: "token_expires_soon",
        message:
          "The access token of 'Asha Sarees' is valid until 28 Nov 2026, 12:00 am IST. Add the number again with a new token.",
      },
      {
        code: "messaging_limit",
        message:
          "Meta lets your business write to 1,00,000 customers in 24 hours, from all its numbers together (TIER_100K). This campaign has 9,950 recipients, and up to 96,480 messages went out in the last 24 hours: Meta may refuse what is above the limit. Split the list over several days.",
      },
      {
        code: "number_quality",
        message:
          "The quality of 'Asha Sarees' is medium (YELLOW): customers block or report it. Meta may restrict the number if that goes on.",
      },
    ],
  };
}

function invalidRows(rows: number[], reason: string): Report["reasons"][number]["rows"] {
  return rows.map((row) => ({ row_number: row, cells: [`98765${row}`, "Priya", `AS-${row}`], reason }));
}

function later(at: Date, seconds: number): string {
  return new Date(at.getTime() + seconds * 1_000).toISOString();
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
