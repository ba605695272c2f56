/** The page a person wanted when we asked them to sign in, carried in the sign-in page's address. */

export const SIGN_IN_PATH = "/sign-in";
export const FORGOT_PATH = "/forgot-password";

export function signInAddress(wanted: string): string {
  return wanted === "/" ? SIGN_IN_PATH : `${SIGN_IN_PATH}?next=${encodeURIComponent(wanted)}`;
}

/** The remembered page, or home. Only paths of our own: `//evil.example` and `https:` would leave the site. */
export function nextPage(search: URLSearchParams): string {
  const next = search.get("next") ?? "/";
  return /^\/(?![/\\])/.test(next) ? next : "/";
}
