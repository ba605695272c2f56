/** A campaign while it is being made: what the form holds, and when that is enough to check the file. */
import * as z from "zod";
import { formatBytes } from "@/shared/format/number";
import { istInputToIso } from "@/shared/format/time";
import type { CampaignUpload } from "../api/campaign-form";

/** The server's limit; checked here too, so that nobody uploads 60 MB to learn it. */
const MAX_FILE_BYTES = 50 * 1024 * 1024;

const csvFile = z
  .instanceof(File, { error: "Add the CSV file with your contacts" })
  .refine(
    ({ name }) => name.toLowerCase().endsWith(".csv"),
    "This is not a CSV file. Save the sheet as CSV and try again.",
  )
  .refine(({ size }) => size > 0, "This file is empty")
  .refine(({ size }) => size <= MAX_FILE_BYTES, `This file is larger than ${formatBytes(MAX_FILE_BYTES)}`);

export function draftSchema(now: () => Date) {
  return z
    .object({
      name: z.string().trim().min(1, "Give the campaign a name").max(120, "Use at most 120 characters"),
      numberId: z.string().nullable().pipe(z.string("Choose the number that sends")),
      templateIds: z.array(z.number()).min(1, "Choose at least one template"),
      file: z.instanceof(File).nullable().pipe(csvFile),
      skipDuplicates: z.boolean(),
      start: z.enum(["now", "later"]),
      scheduledAt: z.string(),
    })
    .refine(({ start, scheduledAt }) => start === "now" || scheduledAt !== "", {
      path: ["scheduledAt"],
      error: "Choose the day and time",
    })
    .refine(
      ({ start, scheduledAt }) =>
        start === "now" || !scheduledAt || new Date(istInputToIso(scheduledAt)) > now(),
      {
        path: ["scheduledAt"],
        error: "This time has passed. Choose a later one.",
      },
    );
}

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
