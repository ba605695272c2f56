/** The command palette, the sheet of shortcuts and the change of the password over every page, each fetched when first wanted. */
import { Suspense, useState, type ReactNode } from "react";
import { lazyWithWords } from "@/shared/i18n/with-words";
import { loadPalette } from "./load-palette";
import { OverlayContext, type Overlay } from "./overlay-context";
import { useShortcuts } from "./use-shortcuts";

const CommandPalette = lazyWithWords(loadPalette);
const ShortcutSheet = lazyWithWords(async () => (await import("./shortcut-sheet")).ShortcutSheet);
const ChangePasswordDialog = lazyWithWords(
  async () => (await import("@/features/session/change-password-dialog")).ChangePasswordDialog,
);

export function Overlays({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  useShortcuts(setOverlay, overlay !== null);
  const close = () => setOverlay(null);
  return (
    <OverlayContext value={setOverlay}>
      {children}
      <Suspense fallback={null}>
        {overlay === "palette" && <CommandPalette onClose={close} />}
        {overlay === "shortcuts" && <ShortcutSheet onClose={close} />}
        {overlay === "password" && <ChangePasswordDialog isOpen onClose={close} />}
      </Suspense>
    </OverlayContext>
  );
}
