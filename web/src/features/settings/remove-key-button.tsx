/** Takes the stored key away, after asking. */
import { Button, toast } from "@heroui/react";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { Llm } from "@/api/models";
import { ConfirmDialog } from "@/shared/ui/confirm-dialog";
import { useSaveLlm } from "./api/save-llm";

interface RemoveKeyButtonProps {
  llm: Llm;
  onRemoved: (saved: Llm) => void;
}

export function RemoveKeyButton({ llm: { model, base_url }, onRemoved }: RemoveKeyButtonProps) {
  const [asking, setAsking] = useState(false);
  const save = useSaveLlm();
  const remove = () => {
    save.mutate(
      { model, base_url, api_key: "" },
      {
        onSuccess: (saved) => {
          setAsking(false);
          onRemoved(saved);
          toast.success("Key removed");
        },
      },
    );
  };
  return (
    <>
      <Button variant="ghost" className="text-danger" onPress={() => setAsking(true)}>
        <Trash2 aria-hidden="true" /> Remove key
      </Button>
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title="Remove the key?"
        confirmLabel="Remove key"
        danger
        isPending={save.isPending}
        error={save.error}
        onConfirm={remove}
      >
        <p>
          Without a key, OpenAI answers nothing and customers get no replies until you enter another. A server
          of your own that needs no key goes on.
        </p>
      </ConfirmDialog>
    </>
  );
}
