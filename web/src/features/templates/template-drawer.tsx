/** One template whole: as the customer sees it, its standing, its history. */
import { Drawer } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import type { Template } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { ChatPaper } from "@/shared/whatsapp/chat-paper";
import { templateMessage } from "@/shared/whatsapp/message";
import { MessageBubble } from "@/shared/whatsapp/message-bubble";
import { needsText } from "@/shared/whatsapp/needs";
import { templateQuery } from "./api/template-query";
import { ChangeTimeline } from "./change-timeline";
import { titleCase } from "./template-filters";
import { TemplateState } from "./template-state";
import { UnquarantineButton } from "./unquarantine-button";

interface TemplateDrawerProps {
  id: number | null;
  /** The template as the list has it: shown at once. A link may lead to one that is not in the list. */
  listed: Template | undefined;
  onClose: () => void;
}

export function TemplateDrawer({ id, listed, onClose }: TemplateDrawerProps) {
  return (
    <Drawer.Backdrop isOpen={id !== null} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content placement="right">
        <Drawer.Dialog className="sm:w-[28rem]">
          <Drawer.CloseTrigger aria-label="Close" />
          {id !== null && <OpenTemplate id={id} listed={listed} />}
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}

function OpenTemplate({ id, listed }: { id: number; listed: Template | undefined }) {
  const query = useQuery(templateQuery(id));
  const template = query.data ?? listed;
  if (template) return <TemplateDetails template={template} />;
  return (
    <>
      <Drawer.Header className="pr-10">
        <Drawer.Heading className="text-lg font-semibold">Template</Drawer.Heading>
      </Drawer.Header>
      <Drawer.Body>
        {query.error ? (
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <RowsSkeleton label="Loading the template" />
        )}
      </Drawer.Body>
    </>
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
      {/* A scrolling area must be reachable by keyboard. */}
      <Drawer.Body tabIndex={0} role="region" aria-label="Details" className="grid content-start gap-6">
        <ChatPaper>
          <MessageBubble message={templateMessage(template)} language={template.language} />
        </ChatPaper>
        <Standing template={template} />
        <ChangeTimeline templateId={template.id} />
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
          It is quarantined then, and campaigns that still send it stop.
        </InlineAlert>
      )}
      {is_quarantined && <UnquarantineButton template={template} />}
    </div>
  );
}
