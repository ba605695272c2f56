/** Sends a form with a file and tells how far it got. XMLHttpRequest, because fetch cannot report upload progress. */
import { authorizationHeader, reportRefusedToken } from "./access-token";
import { noAnswer, problemFromBody } from "./problem";
import { reportAnswer, reportNoAnswer } from "./reachability";

interface UploadOptions {
  /** Called with the share sent so far, 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** POSTs the form and returns the answer's JSON. Throws ApiProblem, or AbortError when the signal fires. */
export async function upload(path: string, form: FormData, options: UploadOptions = {}): Promise<unknown> {
  const headers = await authorizationHeader();
  options.signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", new URL(path, window.location.origin));
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => options.onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status === 401) void reportRefusedToken(headers.Authorization);
      settle(request, resolve, reject);
    };
    request.onerror = () => {
      reportNoAnswer();
      reject(noAnswer());
    };
    request.onabort = () => reject(new DOMException("The upload was cancelled", "AbortError"));
    options.signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function settle(request: XMLHttpRequest, resolve: (body: unknown) => void, reject: (reason: Error) => void) {
  reportAnswer(request.status);
  const body = parseJson(request.responseText);
  if (request.status >= 200 && request.status < 300) resolve(body);
  else reject(problemFromBody(request.status, body));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
