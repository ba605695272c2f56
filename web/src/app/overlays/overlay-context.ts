/** What lies over every page, and how any part of the frame opens it. */
import { createContext, useContext } from "react";

export type Overlay = "palette" | "shortcuts" | "password";

export const OverlayContext = createContext<(overlay: Overlay) => void>(() => undefined);

export function useOpenOverlay(): (overlay: Overlay) => void {
  return useContext(OverlayContext);
}
