/** A template's language code as a name: "hi" → "Hindi", "en_US" → "English (US)". */
const names = new Intl.DisplayNames("en-IN", {
  type: "language",
  languageDisplay: "standard",
  style: "short",
});

export function formatLanguage(code: string): string {
  try {
    return names.of(code.replaceAll("_", "-")) ?? code;
  } catch {
    return code;
  }
}
