/** The command palette's code: fetched when a pointer or a finger is about to open it. */
import { withWords } from "@/shared/i18n/with-words";

export const loadPalette = () =>
  withWords(async () => (await import("../palette/command-palette")).CommandPalette);
