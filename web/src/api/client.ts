/** The typed client for the API. Every call carries the token; every failure is thrown as an ApiProblem. */
import createClient from "openapi-fetch";
import { authorizationHeader, reportRefusedToken } from "./access-token";
import { noAnswer, problemFromBody } from "./problem";
import { reportAnswer, reportNoAnswer } from "./reachability";
import type { paths } from "./schema";

export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: authorizedFetch });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good answer. Throws ApiProblem for any other. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemFromBody(response.status, error);
  return data as T;
}

/** fetch with the token; throws ApiProblem when no answer comes. A refused token is replaced, and the request made once more. */
export async function authorizedFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetchWithToken(request);
  if (response.status !== 401) return response;
  const isReplaced = await reportRefusedToken(request.headers.get("Authorization"));
  return isReplaced ? fetchWithToken(again) : response;
}

async function fetchWithToken(request: Request): Promise<Response> {
  const headers = await authorizationHeader();
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
  const response = await fetchOrProblem(request);
  reportAnswer(response.status);
  return response;
}

async function fetchOrProblem(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    reportNoAnswer();
    throw noAnswer();
  }
}
