/** The fake API on the tests' network. */
import { http } from "msw";
import { setupServer } from "msw/node";
import { answer, firstState, type FakeState } from "./fake-api/fake-api";
import { realtime } from "./fake-realtime";

let state = firstState();

export const server = setupServer(
  http.all("*", ({ request }) => answer(request, state)),
  realtime.handler,
);

/** Starts the fake API anew; what is given replaces its first content. */
export function resetFakeServer(overrides: Partial<FakeState> = {}): void {
  state = firstState(overrides);
  realtime.reset();
}

/** What the fake API holds now. */
export function fakeState(): FakeState {
  return state;
}
