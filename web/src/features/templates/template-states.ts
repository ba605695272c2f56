/** Everything that stands in a template's way, and what is announced, as badges: the gravest first. */
import type { Template } from "@/api/models";
import type { BadgeTone } from "@/shared/ui/badge";
import { t } from "@/shared/i18n/i18n";
import { metaWord } from "@/shared/whatsapp/meta-words";

interface TemplateStateBadge {
  label: string;
  tone: BadgeTone;
}

type WithState = Pick<
  Template,
  | "is_active"
  | "is_sendable"
  | "is_quarantined"
  | "status"
  | "category"
  | "quality_score"
  | "correct_category"
>;

export function templateStates(template: WithState): TemplateStateBadge[] {
  if (!template.is_active) return [{ label: t("templates:state.gone"), tone: "neutral" }];
  const { status, quality_score, correct_category, category } = template;
  const states: TemplateStateBadge[] = [];
  if (status !== "APPROVED") {
    const tone = status === "PENDING" || status === "IN_APPEAL" ? "accent" : "danger";
    states.push({ label: metaWord("template_status", status), tone });
  }
  if (template.is_quarantined) states.push({ label: t("templates:state.quarantined"), tone: "warning" });
  if (quality_score === "RED") states.push({ label: t("templates:state.low_quality"), tone: "danger" });
  if (states.length === 0) {
    // Approved by Meta, yet nothing a CSV can fill.
    const tone = template.is_sendable ? "success" : "neutral";
    states.push({ label: metaWord("template_status", "APPROVED"), tone });
  }
  if (quality_score === "YELLOW")
    states.push({ label: t("templates:state.medium_quality"), tone: "warning" });
  if (correct_category !== null && correct_category !== category) {
    states.push({
      label: t("templates:state.becomes", { category: metaWord("category", correct_category) }),
      tone: "warning",
    });
  }
  return states;
}
