/** Where calls to the API find the signed-in user's token, and whom they tell when it is refused. Knows nothing of how people sign in. */

interface TokenSource {
  /** The current access token, refreshed if it ran out; null when signed out. */
  accessToken: () => Promise<string | null>;
  /** Called when the API refuses the token. */
  refused: () => void;
}

let source: TokenSource | null = null;

/** Sets the source for all later calls; null forgets it. */
export function setTokenSource(next: TokenSource | null): void {
  source = next;
}

export async function authorizationHeader(): Promise<Record<string, string>> {
  const token = (await source?.accessToken()) ?? null;
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

export function reportRefusedToken(): void {
  source?.refused();
}
