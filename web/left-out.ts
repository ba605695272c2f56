/** What libraries bring along and the dashboard never uses: left out of the build, where tree-shaking cannot know. */
import type { Plugin } from "vite";

/** The dashboard has React Aria's words in its own catalogues (shared/i18n/react-aria-words.ts); these are thirty languages, none Hindi. */
const REACT_ARIA_WORDS = /[\\/]private[\\/]intl[\\/].*\.m?js$/;

/**
 * Of supabase-js's five clients the dashboard uses two, auth and realtime: data comes through Harkara's own API. createClient makes
 * the others as well, 15 kB of them (gzip), so they are made of nothing.
 */
const UNUSED_CLIENTS = /^@supabase\/(functions|postgrest|storage)-js$/;
const NOTHING = "\0unused-supabase-client";
const NAMES = [
  "FunctionRegion",
  "FunctionsClient",
  "FunctionsError",
  "FunctionsFetchError",
  "FunctionsHttpError",
  "FunctionsRelayError",
  "PostgrestClient",
  "PostgrestError",
  "StorageApiError",
  "StorageClient",
];

export function leftOut(): Plugin {
  return {
    name: "left-out",
    apply: "build",
    enforce: "pre",
    resolveId: (id) => (UNUSED_CLIENTS.test(id) ? NOTHING : null),
    load(id) {
      if (id === NOTHING) return NAMES.map((name) => `export class ${name} {}`).join("\n");
      return REACT_ARIA_WORDS.test(id) ? "export default {};" : null;
    },
  };
}
