/** Takes the stored key away, after asking. */
import { Button, toast } from "@heroui/react";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { Llm } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
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
          toast.success(t("settings:llm.removed"));
        },
      },
    );
  };
  return (
    <>
      <Button variant="ghost" className="text-danger" onPress={() => setAsking(true)}>
        <Trash2 aria-hidden="true" /> {t("settings:llm.removeKey")}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t("settings:llm.removeTitle")}
        confirmLabel={t("settings:llm.removeKey")}
        danger
        isPending={save.isPending}
        error={save.error}
        onConfirm={remove}
      >
        <p>{t("settings:llm.removeBody")}</p>
      </ConfirmDialog>
    </>
  );
}
