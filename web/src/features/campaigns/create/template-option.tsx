/** One template in the picker. Without a toggle it is shown with the reason why it cannot be sent. */
import { Check } from "lucide-react";
import { memo } from "react";
import type { Template } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { unsendableText } from "@/shared/whatsapp/causes";
import { needsText } from "@/shared/whatsapp/needs";

interface TemplateOptionProps {
  template: Template;
  chosen: boolean;
  onToggle?: (template: Template, chosen: boolean) => void;
  onLook?: (template: Template) => void;
}

/** The browser's own checkbox: with a hundred of HeroUI's the page stood still for a third of a second. */
export const TemplateOption = memo(function TemplateOption({
  template,
  chosen,
  onToggle,
  onLook,
}: TemplateOptionProps) {
  return (
    <li className="has-checked:bg-accent-soft/60" onPointerEnter={() => onLook?.(template)}>
      <label className="flex min-h-14 w-full cursor-pointer items-center gap-3.5 px-4 py-2.5 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus has-disabled:cursor-not-allowed has-disabled:opacity-70">
        <span className="relative grid size-5 shrink-0 place-items-center">
          <input
            type="checkbox"
            checked={chosen}
            disabled={!onToggle}
            onChange={({ target }) => onToggle?.(template, target.checked)}
            onFocus={() => onLook?.(template)}
            className="peer col-start-1 row-start-1 size-5 appearance-none rounded-md border border-muted/60 bg-surface outline-none checked:border-accent checked:bg-accent"
          />
          <Check
            aria-hidden="true"
            className="pointer-events-none invisible col-start-1 row-start-1 size-3.5 stroke-3 text-accent-foreground peer-checked:visible"
          />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{template.name}</span>{" "}
          <span className="block text-sm text-muted">
            {onToggle
              ? `${formatLanguage(template.language)} · ${needsText(template)}`
              : unsendableText(template)}
          </span>
        </span>
      </label>
    </li>
  );
});
