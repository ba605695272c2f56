/** Ends the build when the code that must arrive before the overview can be used outgrows its budget, in either language. */
import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

const BUDGET_KB = 250;
/** English and the overview are part of the entry. */
const HINDI = "src/locales/hi/first.ts";

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

export function firstLoadBudget(): Plugin {
  return {
    name: "first-load-budget",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const sizes = firstLoad(bundle)
          .map(({ fileName, code }) => ({ fileName, kilobytes: gzipSync(code).length / 1000 }))
          .sort((a, b) => b.kilobytes - a.kilobytes);
        const total = sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
        const table = sizes.map(
          ({ fileName, kilobytes }) => `${kilobytes.toFixed(1).padStart(7)}  ${fileName}`,
        );
        const words = `First load in Hindi: ${total.toFixed(1)} kB of JavaScript, gzip; the budget is ${BUDGET_KB} kB.`;
        const report = [words, ...table].join("\n");
        if (total > BUDGET_KB)
          this.error(`${report}\nLoad what the overview does not need when it is needed.`);
        this.info(report);
      },
    },
  };
}

/** The entry and the Hindi words, with everything they import at once (not what they import on demand). */
function firstLoad(bundle: Bundle): Chunk[] {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const found = new Set<Chunk>();
  const add = (chunk: Chunk | undefined) => {
    if (!chunk || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) add(chunks.find(({ fileName }) => fileName === name));
  };
  chunks.filter(({ isEntry, facadeModuleId }) => isEntry || facadeModuleId?.endsWith(HINDI)).forEach(add);
  return [...found];
}
