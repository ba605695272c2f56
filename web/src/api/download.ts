/** Saves a file the API makes. A plain link cannot carry the token, so the file is fetched and handed to the browser. */
import { authorizedFetch } from "./client";
import { problemFromBody } from "./problem";
import { saveBlob } from "./save-blob";

/** With a form, the file is made from what is in it. */
export async function downloadFile(path: string, fileName: string, form?: FormData): Promise<void> {
  const how = form && { method: "POST", body: form };
  const response = await authorizedFetch(new Request(new URL(path, window.location.origin), how));
  if (!response.ok) throw problemFromBody(response.status, await response.json().catch(() => null));
  saveBlob(await response.blob(), fileName);
}
