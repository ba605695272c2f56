/** Saves a file the API makes. A plain link cannot carry the token, so the file is fetched and handed to the browser. */
import { authorizedFetch } from "./client";
import { problemFromBody } from "./problem";
import { saveBlob } from "./save-blob";

export async function downloadFile(path: string, fileName: string): Promise<void> {
  const response = await authorizedFetch(new Request(new URL(path, window.location.origin)));
  if (!response.ok) throw problemFromBody(response.status, await response.json().catch(() => null));
  saveBlob(await response.blob(), fileName);
}
