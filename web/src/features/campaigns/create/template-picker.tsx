/** The choice of templates: a searchable list of checkboxes; those that cannot be sent stand apart, each with its reason. */
import { useQuery } from "@tanstack/react-query";
import { memo, useDeferredValue, useId, useMemo, useState } from "react";
import { useController, useFormContext } from "react-hook-form";
import type { Template } from "@/api/models";
import { templatesOfNumberQuery } from "@/shared/api/templates";
import { t } from "@/shared/i18n/i18n";
import { Fold } from "@/shared/ui/fold";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { SearchInput } from "@/shared/ui/search-input";
import type { Draft } from "./draft";
import { FieldProblem } from "./field-problem";
import { TemplateOption } from "./template-option";
import { findTemplates } from "./template-search";

/** What the list has room for: drawn at once. The others follow in pieces, so that a hundred never hold up a key or a click. */
const FIRST_ROWS = 8;
const NONE: Template[] = [];

interface TemplatePickerProps {
  numberId: number;
  onLook: (template: Template) => void;
}

/** An upload's progress must not draw a hundred templates anew. */
export const TemplatePicker = memo(function TemplatePicker({ numberId, onLook }: TemplatePickerProps) {
  const query = useQuery(templatesOfNumberQuery(numberId));
  if (query.isPending) return <RowsSkeleton rows={3} label={t("create:templates.loading")} />;
  if (query.error) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0) {
    return <p className="text-muted">{t("create:templates.none")}</p>;
  }
  return <TemplateChoice templates={query.data} onLook={onLook} />;
});

function TemplateChoice({
  templates,
  onLook,
}: {
  templates: Template[];
  onLook: (template: Template) => void;
}) {
  const { control } = useFormContext<Draft>();
  const { field, fieldState } = useController({ control, name: "templateIds" });
  const [search, setSearch] = useState("");
  const problem = useId();
  const { sendable, others } = useMemo(
    () => findTemplates(templates, search, field.value),
    [templates, search, field.value],
  );
  const rows = useDeferredValue(sendable, sendable.slice(0, FIRST_ROWS));
  const lastRows = useDeferredValue(others, NONE);
  const toggle = (template: Template, chosen: boolean) => {
    const rest = field.value.filter((id) => id !== template.id);
    field.onChange(chosen ? [...rest, template.id] : rest);
    onLook(template);
  };
  return (
    <fieldset aria-describedby={problem} className="grid min-w-0 gap-3">
      <legend className="sr-only">{t("create:section.templates")}</legend>
      <SearchInput label={t("create:templates.search")} value={search} onChange={setSearch} />
      <div className="max-h-[22rem] overflow-y-auto overscroll-contain rounded-xl border">
        <ul className="divide-y divide-separator">
          {rows.map((template) => (
            <TemplateOption
              key={template.id}
              template={template}
              chosen={field.value.includes(template.id)}
              onToggle={toggle}
              onLook={onLook}
            />
          ))}
        </ul>
        {sendable.length === 0 && <p className="p-4 text-sm text-muted">{t("create:templates.noMatch")}</p>}
        <Unsendable templates={lastRows} />
      </div>
      <p role="status" className="text-sm text-muted">
        {field.value.length === 0
          ? t("create:templates.sendable", { count: sendable.length })
          : t("create:templates.chosen", { count: field.value.length })}
      </p>
      <FieldProblem id={problem} message={fieldState.error?.message} />
    </fieldset>
  );
}

function Unsendable({ templates }: { templates: Template[] }) {
  if (templates.length === 0) return null;
  return (
    <div className="border-t border-separator">
      <Fold
        summary={t("create:templates.unsendable", { count: templates.length })}
        summaryClassName="w-full px-4"
      >
        <ul className="divide-y divide-separator border-t">
          {templates.map((template) => (
            <TemplateOption key={template.id} template={template} chosen={false} />
          ))}
        </ul>
      </Fold>
    </div>
  );
}
