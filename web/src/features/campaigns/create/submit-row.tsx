/** The way on: the file is checked, or was already. */
import { useFormState } from "react-hook-form";
import { t } from "@/shared/i18n/i18n";
import { PendingButton } from "@/shared/ui/pending-button";
import type { Draft } from "./draft";

export function SubmitRow({ isChecked }: { isChecked: boolean }) {
  const { isSubmitting } = useFormState<Draft>();
  return (
    <div className="flex flex-wrap items-center justify-end gap-4">
      <PendingButton type="submit" size="lg" isPending={isSubmitting} className="w-full sm:w-auto">
        {isChecked ? t("create:check.review") : t("create:check.button")}
      </PendingButton>
      <p className="w-full text-sm text-muted sm:text-right">{t("create:check.nothingSent")}</p>
    </div>
  );
}
