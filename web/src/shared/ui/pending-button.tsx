/**
 * A button that cannot be pressed twice while its act is under way. It keeps the focus, unlike a disabled one. React Aria's own
 * `isPending` is not used: it leaves an announcement behind that names the button even after the page has moved on.
 */
import { Button } from "@heroui/react";
import type { ComponentProps } from "react";

interface PendingButtonProps extends ComponentProps<typeof Button> {
  isPending: boolean;
}

export function PendingButton({ isPending, onPress, type, className = "", ...props }: PendingButtonProps) {
  return (
    <Button
      {...props}
      type={isPending ? "button" : type}
      onPress={isPending ? undefined : onPress}
      className={`${String(className)} ${isPending ? "cursor-progress opacity-60" : ""}`}
    />
  );
}
