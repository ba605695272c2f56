/** Takes a template out of quarantine, which Meta's category must allow. */
import { toast } from "@heroui/react";
import { ShieldCheck } from "lucide-react";
import type { Template } from "@/api/models";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { useUnquarantine } from "./api/unquarantine-template";
import { PendingButton } from "@/shared/ui/pending-button";

export function UnquarantineButton({ template }: { template: Template }) {
  const act = useUnquarantine(template.id);
  const allowed = template.category === "UTILITY";
  const release = () => {
    act.mutate(undefined, {
      onSuccess: ({ name }) =>
        toast.success("Out of quarantine", { description: `Campaigns can use ${name} again.` }),
    });
  };
  return (
    <div className="grid gap-2">
      <PendingButton
        variant="outline"
        isDisabled={!allowed}
        isPending={act.isPending}
        onPress={release}
        fullWidth
      >
        <ShieldCheck aria-hidden="true" /> Un-quarantine
      </PendingButton>
      {!allowed && <p className="text-sm text-muted">Possible only while Meta’s category is Utility.</p>}
      {act.error && <ProblemNotice error={act.error} />}
    </div>
  );
}
