/** How the dashboard is built, served while developing, and tested. */
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { compression } from "vite-plugin-compression2";
import { defineConfig } from "vitest/config";
import { earlyFiles } from "./early-files.ts";
import { firstLoadBudget } from "./first-load-budget.ts";
import { leftOut } from "./left-out.ts";

/** The API process a development server passes calls on to; `harkara run --dev` listens here. */
const API = process.env.HARKARA_API ?? "http://127.0.0.1:8080";

const notTheEntry = (id: string) => !/(index\.html|main\.tsx)$/.test(id);

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    leftOut(),
    firstLoadBudget(),
    earlyFiles(),
    // Written beside the files once; whoever serves them (our API process, Nginx) has nothing to compute.
    compression({
      algorithms: ["gzip", "brotliCompress"],
      include: /assets\/.*\.(js|css)$/,
      threshold: 1_000,
    }),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": API,
      "/auth": API,
      "/realtime": { target: API, ws: true },
    },
  },
  build: {
    // The API process serves these with a year of caching, so every name carries its content's hash.
    assetsDir: "assets",
    // Fonts stay files: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    // One stylesheet for all pages: the parts share nearly everything.
    cssCodeSplit: false,
    // Libraries change less often than our pages: apart, they stay in the browser's cache over an upgrade.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "supabase", test: /node_modules[\\/]@supabase/ },
            {
              name: "react",
              test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack[\\/](query-core|react-query))[\\/]/,
            },
            // Each a file: of the 60 to 100 small ones this was, a browser fetches six at a time.
            { name: "first", test: notTheEntry, tags: ["$initial"] },
            { name: "forms", test: /node_modules[\\/](zod|react-hook-form|@hookform)[\\/]/ },
            { name: "shared", minShareCount: 3 },
          ],
        },
      },
    },
  },
  test: {
    environment: "happy-dom",
    environmentOptions: { happyDOM: { url: "http://localhost:3000/" } },
    setupFiles: ["tests/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
    // Whole pages are rendered; a busy machine needs the room, a passing test does not use it.
    testTimeout: 20_000,
    // Every test signs in anew in the same process, which a browser tab never does.
    onConsoleLog: (log) => !log.includes("Multiple GoTrueClient instances"),
    restoreMocks: true,
    unstubGlobals: true,
  },
});
