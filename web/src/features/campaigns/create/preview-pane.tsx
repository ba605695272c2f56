/** The template last looked at, as the customer will see it. */
import { MessageSquareText } from "lucide-react";
import type { Template } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { t } from "@/shared/i18n/i18n";
import { ChatPaper } from "@/shared/whatsapp/chat-paper";
import { templateMessage } from "@/shared/whatsapp/message";
import { MessageBubble } from "@/shared/whatsapp/message-bubble";

export function PreviewPane({ template }: { template: Template | null }) {
  return (
    <aside aria-label={t("create:preview.label")} className="overflow-hidden panel p-2 lg:sticky lg:top-8">
      <ChatPaper className="content-start lg:min-h-64">
        {template ? (
          <MessageBubble key={template.id} message={templateMessage(template)} language={template.language} />
        ) : (
          <p className="grid justify-items-center gap-3 self-center justify-self-center p-6 text-center text-sm text-muted">
            <MessageSquareText aria-hidden="true" className="size-7" strokeWidth={1.5} />
            {t("create:preview.empty")}
          </p>
        )}
      </ChatPaper>
      {template && (
        <p className="truncate px-3 pt-2.5 pb-1.5 text-sm text-muted">
          <span className="font-medium text-foreground">{template.name}</span>{" "}
          {formatLanguage(template.language)}
        </p>
      )}
    </aside>
  );
}
