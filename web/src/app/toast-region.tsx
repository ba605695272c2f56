/** Where HeroUI shows its toasts. */
import { ToastProvider } from "@heroui/react";

export function ToastRegion() {
  return <ToastProvider placement="bottom end" />;
}
