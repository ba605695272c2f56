/** Everything that stands in a template's way, and what is announced, as badges: the gravest first. */
import type { Template } from "@/api/models";
import type { BadgeTone } from "@/shared/ui/badge";
import { titleCase } from "./template-filters";

interface TemplateStateBadge {
  label: string;
  tone: BadgeTone;
}

type WithState = Pick<
  Template,
  "is_active" | "is_quarantined" | "status" | "category" | "quality_score" | "correct_category"
>;

export function templateStates(template: WithState): TemplateStateBadge[] {
  if (!template.is_active) return [{ label: "Gone from WhatsApp", tone: "neutral" }];
  const { status, quality_score, correct_category, category } = template;
  const states: TemplateStateBadge[] = [];
  if (status !== "APPROVED") {
    const tone = status === "PENDING" || status === "IN_APPEAL" ? "accent" : "danger";
    states.push({ label: titleCase(status), tone });
  }
  if (template.is_quarantined) states.push({ label: "Quarantined", tone: "warning" });
  if (quality_score === "RED") states.push({ label: "Low quality", tone: "danger" });
  if (states.length === 0) states.push({ label: "Approved", tone: "success" });
  if (quality_score === "YELLOW") states.push({ label: "Medium quality", tone: "warning" });
  if (correct_category !== null && correct_category !== category) {
    states.push({ label: `Becomes ${titleCase(correct_category)}`, tone: "warning" });
  }
  return states;
}
