/** One template in the list. */
import { ChevronRight } from "lucide-react";
import type { ComponentProps } from "react";
import type { Template } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { t } from "@/shared/i18n/i18n";
import { unsendableText } from "@/shared/whatsapp/causes";
import { MarkupText } from "@/shared/whatsapp/markup-text";
import { templateMessage } from "@/shared/whatsapp/message";
import { metaWord } from "@/shared/whatsapp/meta-words";
import { needsText } from "@/shared/whatsapp/needs";
import { TemplateState } from "./template-state";

interface TemplateRowProps extends ComponentProps<"li"> {
  template: Template;
  onOpen: () => void;
}

export function TemplateRow({ template, onOpen, ...item }: TemplateRowProps) {
  const cannot = unsendableText(template);
  return (
    <li {...item}>
      <button
        type="button"
        onClick={onOpen}
        className="grid w-full cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-1 px-4 py-3.5 text-left transition-colors hover:bg-surface-secondary/60 focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus sm:px-5 lg:grid-cols-[minmax(0,1fr)_14rem_11rem_1rem]"
      >
        <span className="min-w-0">
          <span className="block truncate font-semibold">{template.name}</span>
          <span className="block truncate text-sm text-muted">
            <MarkupText text={templateMessage(template).body.replace(/\s+/g, " ")} />
          </span>
          {cannot && (
            <span className="mt-0.5 block text-sm wrap-anywhere text-muted">
              <span className="font-medium text-foreground">{t("templates:list.cannot")}</span> {cannot}
            </span>
          )}
        </span>
        <span className="col-span-2 row-start-2 text-sm text-muted lg:col-span-1 lg:col-start-2 lg:row-start-1">
          <span className="font-medium text-foreground">{metaWord("category", template.category)}</span> ·{" "}
          {formatLanguage(template.language)}
          <span className="lg:block">
            <span className="lg:hidden"> · </span>
            {needsText(template)}
          </span>
        </span>
        <TemplateState
          template={template}
          className="max-lg:has-[>:nth-child(2)]:col-span-2 max-lg:has-[>:nth-child(2)]:row-start-3 lg:col-start-3 lg:row-start-1 lg:justify-end"
        />
        <ChevronRight
          aria-hidden="true"
          className="hidden size-4 text-muted lg:col-start-4 lg:row-start-1 lg:block"
        />
      </button>
    </li>
  );
}
