/** A campaign's settings and file as the multipart form that the dry run and the creation both take. */

export interface CampaignUpload {
  name: string;
  numberId: number;
  templateIds: number[];
  file: File;
  skipDuplicates: boolean;
  /** ISO 8601 UTC; null starts at once. */
  scheduledAt: string | null;
}

export function campaignForm(upload: CampaignUpload): FormData {
  const form = new FormData();
  form.set("name", upload.name);
  form.set("number_id", String(upload.numberId));
  for (const id of upload.templateIds) form.append("template_ids", String(id));
  form.set("skip_duplicates", String(upload.skipDuplicates));
  if (upload.scheduledAt !== null) form.set("scheduled_at", upload.scheduledAt);
  form.set("file", upload.file);
  return form;
}
