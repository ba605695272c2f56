/** The whole dashboard at an address, signed in or not. */
import { toast } from "@heroui/react";
import { act, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createMemoryRouter } from "react-router";
import { App } from "@/app/app";
import { routes } from "@/app/router";
import { grant } from "./fake-api/auth";

interface RenderAppOptions {
  signedIn?: boolean;
}

export function renderApp(address: string, { signedIn = true }: RenderAppOptions = {}) {
  // The toasts live outside React: those of an earlier test would still be there.
  toast.clear();
  if (signedIn) localStorage.setItem("harkara-auth", JSON.stringify(grant()));
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  render(<App router={router} />);
  const user = userEvent.setup();
  return {
    user,
    address: () => router.state.location.pathname + router.state.location.search,
    back: () => act(() => router.navigate(-1)),
  };
}
