/** Takes a template out of quarantine, which Meta's category must allow. */
import { toast } from "@heroui/react";
import { ShieldCheck } from "lucide-react";
import { useId } from "react";
import type { Template } from "@/api/models";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { useUnquarantine } from "./api/unquarantine-template";
import { PendingButton } from "@/shared/ui/pending-button";
import { titleCase } from "./template-filters";

export function UnquarantineButton({ template }: { template: Template }) {
  const act = useUnquarantine(template.id);
  const hint = useId();
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
        aria-describedby={hint}
        fullWidth
      >
        <ShieldCheck aria-hidden="true" /> Un-quarantine
      </PendingButton>
      <p id={hint} className="text-sm text-muted">
        {allowed
          ? "Meta’s category is Utility again. Your name and the time go into its history."
          : `Not possible while Meta’s category is ${titleCase(template.category)}: it must be Utility first. A sync or Meta’s webhook tells when it is.`}
      </p>
      {act.error && <ProblemNotice error={act.error} />}
    </div>
  );
}
