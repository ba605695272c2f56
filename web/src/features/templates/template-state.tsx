/** A template's standing in one badge: the thing that decides whether it can be sent. */
import type { Template } from "@/api/models";
import { Badge } from "@/shared/ui/badge";
import { titleCase } from "./template-filters";

export function TemplateState({ template }: { template: Template }) {
  if (!template.is_active) return <Badge>Gone from WhatsApp</Badge>;
  if (template.is_quarantined) return <Badge tone="warning">Quarantined</Badge>;
  if (template.status === "APPROVED") return <Badge tone="success">Approved</Badge>;
  return (
    <Badge tone={template.status === "PENDING" ? "accent" : "danger"}>{titleCase(template.status)}</Badge>
  );
}
