/** One contact whole: the message it got, what happened when, why it failed, and the way to its conversation. */
import { Drawer } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import { MessagesSquare } from "lucide-react";
import type { Campaign, ContactDetail } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";
import { ButtonLink } from "@/shared/ui/button-link";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { ChatPaper } from "@/shared/whatsapp/chat-paper";
import { MessageBubble } from "@/shared/whatsapp/message-bubble";
import { contactQuery } from "../../api/contact-query";
import { ContactBadge } from "./contact-badge";
import { ContactRowValues } from "./contact-row-values";
import { ContactTimeline } from "./contact-timeline";
import { ContactTrouble } from "./contact-trouble";

interface ContactDrawerProps {
  campaign: Campaign;
  id: number | null;
  onClose: () => void;
}

export function ContactDrawer({ campaign, id, onClose }: ContactDrawerProps) {
  return (
    <Drawer.Backdrop isOpen={id !== null} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content placement="right">
        <Drawer.Dialog className="sm:w-[28rem]">
          <Drawer.CloseTrigger aria-label={t("campaign:contact.close")} />
          {id !== null && <OpenContact campaignId={campaign.id} id={id} />}
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}

function OpenContact({ campaignId, id }: { campaignId: number; id: number }) {
  const query = useQuery(contactQuery(campaignId, id));
  if (query.data) return <ContactDetails contact={query.data} />;
  return (
    <>
      <Drawer.Header className="pr-10">
        <Drawer.Heading className="text-lg font-semibold">{t("campaign:contact.title")}</Drawer.Heading>
      </Drawer.Header>
      <Drawer.Body>
        {query.error ? (
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <RowsSkeleton label={t("campaign:contact.loading")} />
        )}
      </Drawer.Body>
    </>
  );
}

function ContactDetails({ contact }: { contact: ContactDetail }) {
  const { phone, status, row_number, template_name, message, language, error_details } = contact;
  const place = t("campaign:contact.row", { n: formatCount(row_number) });
  return (
    <>
      <Drawer.Header className="pr-10">
        <Drawer.Heading className="text-lg font-semibold wrap-anywhere figures">
          {formatPhone(phone)}
        </Drawer.Heading>
        <p className="text-sm wrap-anywhere text-muted figures">
          {template_name ? `${place} · ${template_name}` : place}
        </p>
        <ContactBadge status={status} />
      </Drawer.Header>
      {/* A scrolling area must be reachable by keyboard. */}
      <Drawer.Body
        tabIndex={0}
        role="region"
        aria-label={t("campaign:contact.details")}
        className="grid content-start gap-6"
      >
        <div className="grid gap-1 empty:hidden">
          <ContactTrouble contact={contact} />
          {error_details && (
            <p className="text-sm wrap-anywhere text-muted">
              {t("campaign:failures.example", { words: error_details })}
            </p>
          )}
        </div>
        {message && (
          <ChatPaper>
            <MessageBubble message={message} language={language ?? undefined} />
          </ChatPaper>
        )}
        <ContactTimeline contact={contact} />
        <ContactRowValues contact={contact} />
        <ConversationLink contact={contact} />
      </Drawer.Body>
    </>
  );
}

function ConversationLink({ contact: { conversation_id } }: { contact: ContactDetail }) {
  if (conversation_id === null) return null;
  return (
    <ButtonLink to={`/inbox/${conversation_id}`} variant="outline">
      <MessagesSquare aria-hidden="true" /> {t("campaign:contact.conversation")}
    </ButtonLink>
  );
}
