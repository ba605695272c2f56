/** Where calls to the API find the signed-in user's token, and whom they tell when it is refused. Knows nothing of how people sign in. */

interface TokenSource {
  /** The current access token, refreshed if it ran out; null when signed out. */
  accessToken: () => Promise<string | null>;
  /** Called when the API refuses a token; true once there is another that may be tried. */
  refused: (token: string) => Promise<boolean>;
}

const SCHEME = "Bearer ";

let source: TokenSource | null = null;

/** Sets the source for all later calls; null forgets it. */
export function setTokenSource(next: TokenSource | null): void {
  source = next;
}

export async function authorizationHeader(): Promise<Record<string, string>> {
  const token = (await source?.accessToken()) ?? null;
  return token === null ? {} : { Authorization: SCHEME + token };
}

/** Tells that the API refused this header; true once there is a token that may be tried instead. */
export async function reportRefusedToken(header: string | null | undefined): Promise<boolean> {
  if (!header || !source) return false;
  return source.refused(header.slice(SCHEME.length));
}
