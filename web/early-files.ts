/**
 * Tells the browser in index.html what the code would ask for only later: the text's typeface, and which files each page is made of
 * (public/early.js fetches those of the page in the address). With it a first visit waits for one round of files, not for three.
 */
import type { Plugin, Rolldown } from "vite";

/** The page behind each address that has files of its own; `*` is one piece of any content. As in src/app/router.tsx. */
const PAGES: Record<string, string> = {
  "/campaigns": "features/campaigns/list/campaigns-page.tsx",
  "/campaigns/new": "features/campaigns/create/new-campaign-page.tsx",
  "/campaigns/*": "features/campaigns/detail/campaign-page.tsx",
  "/inbox": "features/inbox/inbox-page.tsx",
  "/inbox/figures": "features/replies/reply-figures-page.tsx",
  "/inbox/*": "features/inbox/inbox-page.tsx",
  "/templates": "features/templates/templates-page.tsx",
  "/numbers": "features/numbers/numbers-page.tsx",
  "/notifications": "features/notifications/notifications-page.tsx",
  "/settings": "app/settings/settings-page.tsx",
  "/sign-in": "features/session/sign-in-page.tsx",
};
/** Where in index.html they are told. */
const PLACE = "<!-- early files -->";
/** The words of every page but the first, which wait for nothing else (shared/i18n/i18n.ts). */
const WORDS: Record<string, string> = { en: "locales/en/rest.ts", hi: "locales/hi/rest.ts" };
const TYPEFACE = /hanken-grotesk-latin-wght-normal-.*\.woff2$/;

export function earlyFiles(): Plugin {
  return {
    name: "early-files",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle }) =>
        bundle ? html.replace(PLACE, typeface(bundle) + pageFiles(bundle)) : html,
    },
  };
}

function typeface(bundle: Rolldown.OutputBundle): string {
  const name = Object.keys(bundle).find((file) => TYPEFACE.test(file));
  if (!name) throw new Error(`The build has no typeface like ${TYPEFACE}; mend early-files.ts.`);
  return `<link rel="preload" as="font" type="font/woff2" href="/${name}" crossorigin />`;
}

function pageFiles(bundle: Rolldown.OutputBundle): string {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const entry = chunks.find(({ isEntry }) => isEntry);
  const known = new Set(entry && withImports(entry, chunks));
  const filesOf = ([name, module]: [string, string]): [string, string[]] => {
    const start = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/src/${module}`));
    if (!start) throw new Error(`The build has no ${module} for ${name}; mend early-files.ts.`);
    const files = withImports(start, chunks).filter((chunk) => !known.has(chunk));
    return [name, files.map(({ fileName }) => `/${fileName}`)];
  };
  const list = (modules: Record<string, string>) => Object.fromEntries(Object.entries(modules).map(filesOf));
  const json = JSON.stringify({ pages: list(PAGES), words: list(WORDS) });
  return `<script type="application/json" id="page-files">${json}</script>`;
}

/** A file and everything it imports at once (not what it imports on demand). */
function withImports(chunk: Rolldown.OutputChunk, all: Rolldown.OutputChunk[]): Rolldown.OutputChunk[] {
  const found = new Set([chunk]);
  for (const { imports } of found) {
    for (const file of all) if (imports.includes(file.fileName)) found.add(file);
  }
  return [...found];
}
