/** One template in the picker. Without a toggle it is shown with the reason why it cannot be sent. */
import { Checkbox } from "@heroui/react";
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

export const TemplateOption = memo(function TemplateOption({
  template,
  chosen,
  onToggle,
  onLook,
}: TemplateOptionProps) {
  return (
    <li className="has-data-[selected=true]:bg-accent-soft/60" onPointerEnter={() => onLook?.(template)}>
      <Checkbox
        isSelected={chosen}
        isDisabled={!onToggle}
        onChange={(next) => onToggle?.(template, next)}
        onFocus={() => onLook?.(template)}
        className="w-full"
      >
        <Checkbox.Content className="flex min-h-14 w-full items-center gap-3.5 px-4 py-2.5">
          <Checkbox.Control>
            <Checkbox.Indicator />
          </Checkbox.Control>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{template.name}</span>
            <span className="block text-sm text-muted">
              {onToggle
                ? `${formatLanguage(template.language)} · ${needsText(template)}`
                : unsendableText(template)}
            </span>
          </span>
        </Checkbox.Content>
      </Checkbox>
    </li>
  );
});
