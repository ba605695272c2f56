/** Before every test file: matchers, and a network on which only the fake API answers. */
import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { allWords } from "../src/shared/i18n/i18n";
import { resetFakeServer, server } from "./fake-server";

// The machine that runs the tests may be busy; a found element still ends the wait at once.
configure({ asyncUtilTimeout: 5_000 });

// A part rendered by itself finds the words of all pages.
beforeAll(allWords);
beforeAll(() => server.listen());
beforeEach(resetFakeServer);
afterEach(() => {
  cleanup();
  server.resetHandlers();
  localStorage.clear();
});
afterAll(() => server.close());
