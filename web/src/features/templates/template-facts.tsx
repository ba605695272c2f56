/** A template's standing in words: what Meta says of it, and what a CSV must bring. */
import type { Template } from "@/api/models";
import { DASH } from "@/shared/format/number";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { metaWord } from "@/shared/whatsapp/meta-words";
import { csvHeader, csvNeeds } from "@/shared/whatsapp/needs";

export function TemplateFacts({ template }: { template: Template }) {
  const { status, quality_score, category, is_quarantined, meta_id, waba_id, updated_at } = template;
  return (
    <section aria-labelledby="standing" className="grid gap-3">
      <h3 id="standing" className="font-semibold text-foreground">
        {t("templates:facts.heading")}
      </h3>
      <dl className="grid grid-cols-2 gap-x-5 gap-y-3 text-sm figures">
        <Fact label={t("templates:facts.status")} value={metaWord("template_status", status)} />
        <Fact
          label={t("templates:facts.quality")}
          value={quality_score ? metaWord("quality", quality_score) : DASH}
        />
        <Fact label={t("templates:facts.category")} value={metaWord("category", category)} />
        <Fact
          label={t("templates:facts.quarantine")}
          value={is_quarantined ? t("templates:facts.in") : t("templates:facts.out")}
        />
        <Fact label={t("templates:facts.changed")} value={formatIst(updated_at)} />
        <Fact label={t("templates:facts.account")} value={waba_id} />
        <Fact label={t("templates:facts.meta_id")} value={meta_id} />
        <Fact label={t("templates:facts.csv")} value={csvHeader(csvNeeds([template])).join(", ")} />
      </dl>
    </section>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted">{label}</dt>
      <dd className="font-medium wrap-anywhere text-foreground">{value}</dd>
    </div>
  );
}
