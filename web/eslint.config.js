/** Lint rules: type-checked strictness, accessibility, and the direction of imports (api → shared → features → app). */
import js from "@eslint/js";
import prettier from "eslint-config-prettier/flat";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import checkFile from "eslint-plugin-check-file";
import i18next from "eslint-plugin-i18next";
import { importX } from "eslint-plugin-import-x";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import { reactRefresh } from "eslint-plugin-react-refresh";
import { defineConfig, globalIgnores } from "eslint/config";
import { readdirSync } from "node:fs";
import tseslint from "typescript-eslint";

/** A feature sees shared code and itself, never another feature: pages that join two of them belong to app/. */
const features = readdirSync("src/features").map((name) => ({
  target: `./src/features/${name}`,
  from: "./src/features",
  except: [`./${name}`],
}));

const layers = [
  { target: "./src/api", from: ["./src/features", "./src/app"] },
  // Words are below everything: a failed call already has to be told in the reader's language.
  { target: "./src/api", from: "./src/shared", except: ["./i18n"] },
  { target: "./src/shared", from: ["./src/features", "./src/app"] },
  { target: "./src/features", from: "./src/app" },
  { target: "./src", from: "./tests" },
];

/** What public/ uses of the browser. */
const BROWSER = ["document", "localStorage", "location", "matchMedia", "navigator"];

export default defineConfig(
  globalIgnores(["dist/", "coverage/", "src/api/schema.ts"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  importX.flatConfigs.recommended,
  importX.flatConfigs.typescript,
  jsxA11y.flatConfigs.strict,
  reactHooks.configs.flat["recommended-latest"],
  reactRefresh.configs.vite(),
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
    plugins: { "check-file": checkFile },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones: [...layers, ...features] }],
      "import-x/no-cycle": "error",
      "import-x/no-default-export": "error",
      "check-file/filename-naming-convention": [
        "error",
        { "**/*.{ts,tsx}": "KEBAB_CASE" },
        { ignoreMiddleExtensions: true },
      ],
      "check-file/folder-naming-convention": ["error", { "src/**/": "KEBAB_CASE" }],
      eqeqeq: "error",
      "no-console": "error",
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      // Numbers in template strings read well and cannot go wrong; objects still may not.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // An async event handler is normal in React; what it throws ends in a mutation's error state.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      // `() => setOpen(false)` returns nothing worth a block.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // A scrolling region must take the focus, or the keyboard cannot scroll it (axe: scrollable-region-focusable).
      "jsx-a11y/no-noninteractive-tabindex": ["error", { tags: [], roles: ["region"] }],
      // It warns that the React Compiler skips TanStack Virtual; no compiler is used here.
      "react-hooks/incompatible-library": "off",
      // TypeScript checks these itself.
      "import-x/no-unresolved": "off",
      "import-x/named": "off",
      "import-x/namespace": "off",
      // `tseslint.configs` and its like are the documented way in.
      "import-x/no-named-as-default-member": "off",
    },
  },
  {
    files: ["src/**/*.tsx"],
    ignores: ["**/*.test.tsx"],
    plugins: { i18next },
    rules: {
      // Words come from src/locales. Signs and figures may stand in the code.
      "i18next/no-literal-string": [
        "error",
        {
          mode: "jsx-only",
          "jsx-components": { exclude: ["Trans", "code", "kbd"] },
          "jsx-attributes": {
            include: [
              "aria-label",
              "aria-description",
              "aria-roledescription",
              "alt",
              "title",
              "label",
              "placeholder",
              "description",
              "textValue",
            ],
          },
          words: { exclude: ["[^A-Za-z\\u0900-\\u097F]*", "Harkara", "WhatsApp"] },
          message: "Words a person reads come from src/locales",
        },
      ],
    },
  },
  {
    files: ["*.config.{js,ts}"],
    // The tools read the default export.
    rules: { "import-x/no-default-export": "off" },
  },
  {
    files: ["public/**/*.js", "eslint.config.js"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: Object.fromEntries(BROWSER.map((name) => [name, "readonly"])) },
  },
  {
    files: ["tests/**", "**/*.test.{ts,tsx}"],
    rules: {
      // Tests and their fake API are never hot-reloaded.
      "react-refresh/only-export-components": "off",
      // A feature's tests render it inside the whole dashboard, against the fake API.
      "import-x/no-restricted-paths": "off",
    },
  },
  prettier,
);
