/** Takes a template out of quarantine, which Meta's category must allow. */
import { toast } from "@heroui/react";
import { ShieldCheck } from "lucide-react";
import { useId } from "react";
import type { Template } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { useUnquarantine } from "./api/unquarantine-template";
import { PendingButton } from "@/shared/ui/pending-button";
import { metaWord } from "@/shared/whatsapp/meta-words";

export function UnquarantineButton({ template }: { template: Template }) {
  const act = useUnquarantine(template.id);
  const hint = useId();
  const allowed = template.category === "UTILITY";
  const release = () => {
    act.mutate(undefined, {
      onSuccess: ({ name }) =>
        toast.success(t("templates:release.done"), { description: t("templates:release.usable", { name }) }),
    });
  };
  return (
    <div className="grid gap-2">
      <PendingButton
        variant="outline"
        isDisabled={!allowed}
        isPending={act.isPending}
        onPress={release}
        aria-describedby={hint}
        fullWidth
      >
        <ShieldCheck aria-hidden="true" /> {t("templates:release.act")}
      </PendingButton>
      <p id={hint} className="text-sm text-muted">
        {allowed
          ? t("templates:release.allowed")
          : t("templates:release.refused", { category: metaWord("category", template.category) })}
      </p>
      {act.error && <ProblemNotice error={act.error} />}
    </div>
  );
}
