/** A template's standing in badges: what decides whether it can be sent. */
import type { Template } from "@/api/models";
import { Badge } from "@/shared/ui/badge";
import { templateStates } from "./template-states";

export function TemplateState({ template, className = "" }: { template: Template; className?: string }) {
  return (
    <span className={`flex flex-wrap gap-1.5 ${className}`}>
      {templateStates(template).map(({ label, tone }) => (
        <Badge key={label} tone={tone}>
          {label}
        </Badge>
      ))}
    </span>
  );
}
