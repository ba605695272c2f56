/** One template whole: as the customer sees it, its standing, its history. */
import { Drawer } from "@heroui/react";
import type { Template } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { ChatPaper } from "@/shared/whatsapp/chat-paper";
import { templateMessage } from "@/shared/whatsapp/message";
import { MessageBubble } from "@/shared/whatsapp/message-bubble";
import { needsText } from "@/shared/whatsapp/needs";
import { ChangeHistory } from "./change-history";
import { titleCase } from "./template-filters";
import { TemplateState } from "./template-state";
import { UnquarantineButton } from "./unquarantine-button";

interface TemplateDrawerProps {
  template: Template | null;
  onClose: () => void;
}

export function TemplateDrawer({ template, onClose }: TemplateDrawerProps) {
  return (
    <Drawer.Backdrop isOpen={template !== null} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content placement="right">
        <Drawer.Dialog className="sm:w-[28rem]">
          <Drawer.CloseTrigger aria-label="Close" />
          {template && <TemplateDetails template={template} />}
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}

function TemplateDetails({ template }: { template: Template }) {
  return (
    <>
      <Drawer.Header className="pr-10">
        <Drawer.Heading className="text-lg font-semibold wrap-anywhere">{template.name}</Drawer.Heading>
        <p className="text-sm text-muted">
          {titleCase(template.category)} · {formatLanguage(template.language)} · {needsText(template)}
        </p>
        <TemplateState template={template} />
      </Drawer.Header>
      <Drawer.Body className="grid content-start gap-6">
        <ChatPaper>
          <MessageBubble message={templateMessage(template)} language={template.language} />
        </ChatPaper>
        <Standing template={template} />
        <ChangeHistory templateId={template.id} />
      </Drawer.Body>
    </>
  );
}

function Standing({ template }: { template: Template }) {
  const { unsendable_reason, rejected_reason, correct_category, is_quarantined } = template;
  return (
    <div className="grid gap-3 empty:hidden">
      {unsendable_reason && (
        <InlineAlert tone="warning" title="Campaigns cannot use it">
          <p>{unsendable_reason}</p>
          {rejected_reason && <p>Meta’s reason: {titleCase(rejected_reason)}</p>}
        </InlineAlert>
      )}
      {correct_category && correct_category !== template.category && (
        <InlineAlert tone="warning" title={`Meta will move it to ${titleCase(correct_category)}`}>
          Once that happens it is quarantined.
        </InlineAlert>
      )}
      {is_quarantined && <UnquarantineButton template={template} />}
    </div>
  );
}
