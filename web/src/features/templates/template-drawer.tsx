/** One template whole: as the customer sees it, its standing, its history. */
import { Drawer } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import type { Template } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { unsendableText } from "@/shared/whatsapp/causes";
import { ChatPaper } from "@/shared/whatsapp/chat-paper";
import { allButtons, templateMessage } from "@/shared/whatsapp/message";
import { MessageBubble } from "@/shared/whatsapp/message-bubble";
import { metaWord } from "@/shared/whatsapp/meta-words";
import { needsText } from "@/shared/whatsapp/needs";
import { templateQuery } from "./api/template-query";
import { ButtonTargets } from "./button-targets";
import { ChangeTimeline } from "./change-timeline";
import { TemplateCampaigns } from "./template-campaigns";
import { TemplateFacts } from "./template-facts";
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
          <Drawer.CloseTrigger aria-label={t("templates:drawer.close")} />
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
        <Drawer.Heading className="text-lg font-semibold">{t("templates:drawer.title")}</Drawer.Heading>
      </Drawer.Header>
      <Drawer.Body>
        {query.error ? (
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <RowsSkeleton label={t("templates:drawer.loading")} />
        )}
      </Drawer.Body>
    </>
  );
}

function TemplateDetails({ template }: { template: Template }) {
  const message = templateMessage(template);
  return (
    <>
      <Drawer.Header className="pr-10">
        <Drawer.Heading className="text-lg font-semibold wrap-anywhere">{template.name}</Drawer.Heading>
        <p className="text-sm text-muted">
          {t("templates:drawer.summary", {
            category: metaWord("category", template.category),
            language: formatLanguage(template.language),
            needs: needsText(template),
          })}
        </p>
        <TemplateState template={template} />
      </Drawer.Header>
      {/* A scrolling area must be reachable by keyboard. */}
      <Drawer.Body
        tabIndex={0}
        role="region"
        aria-label={t("templates:drawer.details")}
        className="grid content-start gap-6"
      >
        <ChatPaper>
          <MessageBubble message={message} language={template.language} />
        </ChatPaper>
        <Standing template={template} />
        <ButtonTargets buttons={allButtons(message)} />
        <TemplateFacts template={template} />
        <TemplateCampaigns templateId={template.id} />
        <ChangeTimeline templateId={template.id} />
      </Drawer.Body>
    </>
  );
}

function Standing({ template }: { template: Template }) {
  const { correct_category, is_quarantined } = template;
  const cannot = unsendableText(template);
  return (
    <div className="grid gap-3 empty:hidden">
      {cannot && (
        <InlineAlert tone="warning" title={t("templates:drawer.unusable")}>
          {cannot}
        </InlineAlert>
      )}
      {correct_category && correct_category !== template.category && (
        <InlineAlert
          tone="warning"
          title={t("templates:drawer.will_move", { category: metaWord("category", correct_category) })}
        >
          {t("templates:drawer.then")}
        </InlineAlert>
      )}
      {is_quarantined && <UnquarantineButton template={template} />}
    </div>
  );
}
