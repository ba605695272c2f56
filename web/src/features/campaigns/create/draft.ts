/** A campaign while it is being made: what the form holds, and when that is enough to check the file. */
import * as z from "zod";
import { istInputToIso } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import type { CampaignUpload } from "../api/campaign-form";

/** The server's limit; checked here too, so that nobody uploads 60 MB to learn it. */
const MAX_FILE_BYTES = 50_000_000;
const MAX_NAME = 120;
const EXCEL = /\.(xlsx?|xlsm|xlsb|ods|numbers)$/i;

/** Why this cannot be the file; null when it can. */
function fileProblem(file: File | null): string | null {
  if (!file) return t("create:file.missing");
  if (EXCEL.test(file.name)) return t("create:file.workbook");
  if (!file.name.toLowerCase().endsWith(".csv")) return t("create:file.notCsv");
  if (file.size === 0) return t("create:file.empty");
  return file.size > MAX_FILE_BYTES ? t("create:file.tooLarge") : null;
}

const csvFile = z
  .instanceof(File)
  .nullable()
  .transform((file, context) => {
    const problem = fileProblem(file);
    if (file && problem === null) return file;
    context.issues.push({ code: "custom", message: problem ?? "", input: file });
    return z.NEVER;
  });

export function draftSchema(now: () => Date) {
  return z
    .object({
      name: z
        .string()
        .trim()
        .min(1, { error: () => t("create:name.missing") })
        .max(MAX_NAME, { error: () => t("create:name.tooLong", { most: MAX_NAME }) }),
      numberId: z
        .string()
        .nullable()
        .pipe(z.string({ error: () => t("create:number.missing") })),
      templateIds: z.array(z.number()).min(1, { error: () => t("create:templates.missing") }),
      file: csvFile,
      skipDuplicates: z.boolean(),
      start: z.enum(["now", "later"]),
      scheduledAt: z.string(),
    })
    .refine(({ start, scheduledAt }) => start === "now" || scheduledAt !== "", {
      path: ["scheduledAt"],
      error: () => t("create:start.missing"),
      when: always,
    })
    .refine(({ start, scheduledAt }) => start === "now" || !scheduledAt || !hasPassed(scheduledAt, now()), {
      path: ["scheduledAt"],
      error: () => t("create:start.passed"),
      when: always,
    });
}

/** The time is judged whatever else is missing: a person mends everything in one go. */
const always = () => true;

type DraftSchema = ReturnType<typeof draftSchema>;
/** May still lack its number and its file. */
export type Draft = z.input<DraftSchema>;
export type CheckedDraft = z.output<DraftSchema>;

export function emptyDraft(numberId: string | null): Draft {
  return {
    name: "",
    numberId,
    templateIds: [],
    file: null,
    skipDuplicates: true,
    start: "now",
    scheduledAt: "",
  };
}

/** Whether a time as the input holds it is no longer to come. */
export function hasPassed(scheduledAt: string, now: Date): boolean {
  return new Date(istInputToIso(scheduledAt)) <= now;
}

export function toUpload(draft: CheckedDraft): CampaignUpload {
  return {
    name: draft.name,
    numberId: Number(draft.numberId),
    templateIds: draft.templateIds,
    file: draft.file,
    skipDuplicates: draft.skipDuplicates,
    scheduledAt: draft.start === "later" ? istInputToIso(draft.scheduledAt) : null,
  };
}

/** What can be checked before the campaign has a name; null while something that counts is missing. */
export function checkableUpload(draft: Draft, now: Date): CampaignUpload | null {
  const { file, numberId, templateIds, start, scheduledAt } = draft;
  const timeIsMissing = start === "later" && (!scheduledAt || hasPassed(scheduledAt, now));
  if (!file || numberId === null || templateIds.length === 0 || timeIsMissing) return null;
  return fileProblem(file) === null ? toUpload({ ...draft, file, numberId }) : null;
}

/** Whether a dry run of the one says all about the other: the name does not matter to it. */
export function isSameCheck(one: CampaignUpload, other: CampaignUpload): boolean {
  return (
    one.file === other.file &&
    one.numberId === other.numberId &&
    one.skipDuplicates === other.skipDuplicates &&
    one.scheduledAt === other.scheduledAt &&
    one.templateIds.join() === other.templateIds.join()
  );
}
