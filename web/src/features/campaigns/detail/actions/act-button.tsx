/** A button whose act is asked about first, with figures of what will happen. */
import { Button } from "@heroui/react";
import type { LucideIcon } from "lucide-react";
import { useState, type ComponentProps, type ReactNode } from "react";
import { ConfirmDialog } from "@/shared/ui/confirm-dialog";

interface ActButtonProps {
  icon: LucideIcon;
  label: string;
  variant: ComponentProps<typeof Button>["variant"];
  title: string;
  confirmLabel: string;
  cancelLabel: string;
  danger?: boolean;
  act: { isPending: boolean; error: Error | null; reset: () => void };
  onConfirm: (close: () => void) => void;
  children: ReactNode;
}

export function ActButton({ icon: Icon, label, variant, act, onConfirm, ...dialog }: ActButtonProps) {
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    act.reset();
  };
  return (
    <>
      <Button variant={variant} onPress={() => setAsking(true)}>
        <Icon aria-hidden="true" /> {label}
      </Button>
      <ConfirmDialog
        {...dialog}
        isOpen={asking}
        onClose={close}
        isPending={act.isPending}
        error={act.error}
        onConfirm={() => onConfirm(close)}
      />
    </>
  );
}
