/** A campaign's settings and file as the multipart form that the dry run and the creation both take. */
import { ApiProblem } from "@/api/problem";
import { t } from "@/shared/i18n/i18n";

export interface CampaignUpload {
  name: string;
  numberId: number;
  templateIds: number[];
  file: File;
  skipDuplicates: boolean;
  /** ISO 8601 UTC; null starts at once. */
  scheduledAt: string | null;
}

/** Rejects with a problem when the file on the disk is no longer the one that was chosen: its bytes cannot be read then. */
export async function campaignForm(upload: CampaignUpload): Promise<FormData> {
  await requireReadable(upload.file);
  const form = new FormData();
  form.set("name", upload.name);
  form.set("number_id", String(upload.numberId));
  for (const id of upload.templateIds) form.append("template_ids", String(id));
  form.set("skip_duplicates", String(upload.skipDuplicates));
  if (upload.scheduledAt !== null) form.set("scheduled_at", upload.scheduledAt);
  form.set("file", upload.file);
  return form;
}

/** Without this the browser ends the upload as if the server were away. */
async function requireReadable(file: File) {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new ApiProblem({
      status: 0,
      code: FILE_CHANGED,
      title: t("create:fileChanged.title"),
      detail: t("create:fileChanged.detail", { file: file.name }),
      mend: t("create:fileChanged.mend"),
      fieldErrors: [],
    });
  }
}

export const FILE_CHANGED = "file_changed";
