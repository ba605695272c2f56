/** The inbox: conversations beside the one that is open; on phones one after the other. To look at, nothing else. */
import { ChartColumn, MessagesSquare, Sparkles } from "lucide-react";
import { Trans } from "react-i18next";
import { Link, useParams } from "react-router";
import { t } from "@/shared/i18n/i18n";
import { EmptyState } from "@/shared/ui/empty-state";
import { ConversationList } from "./list/conversation-list";
import { InboxToolbar } from "./list/inbox-toolbar";
import { ThreadPane } from "./thread/thread-pane";

export function InboxPage() {
  const { conversationId } = useParams();
  return (
    <div className="flex h-full bg-surface">
      <ListPane openId={conversationId} />
      {conversationId ? <ThreadPane key={conversationId} id={conversationId} /> : <NothingOpen />}
    </div>
  );
}

function ListPane({ openId }: { openId: string | undefined }) {
  // With a conversation open, its customer is what the page is about.
  const Heading = openId ? "h2" : "h1";
  return (
    <div
      className={`w-full min-w-0 flex-col lg:flex lg:w-[23rem] lg:shrink-0 lg:border-r lg:border-separator ${openId ? "hidden" : "flex"}`}
    >
      {!openId && <title>{`${t("inbox:title")} · Harkara`}</title>}
      <div className="grid gap-3 px-4 pt-5 pb-3">
        <div className="flex items-center justify-between gap-3">
          <Heading className="text-2xl font-semibold tracking-tight">{t("inbox:title")}</Heading>
          <Link
            to="/inbox/figures"
            className="inline-flex min-h-11 items-center gap-1.5 rounded-lg px-1 text-sm font-semibold text-accent hover:underline sm:min-h-8"
          >
            <ChartColumn aria-hidden="true" className="size-4" /> {t("inbox:figures")}
          </Link>
        </div>
        <p className="flex gap-2 text-sm text-muted">
          <Sparkles aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-marigold-text" />
          <span>
            <Trans
              t={t}
              i18nKey="inbox:intro"
              components={{
                settings: (
                  <Link to="/settings" className="font-semibold text-accent underline underline-offset-2" />
                ),
              }}
            />
          </span>
        </p>
        <InboxToolbar />
      </div>
      <ConversationList openId={openId} />
    </div>
  );
}

function NothingOpen() {
  return (
    <div className="hidden flex-1 place-items-center bg-chat lg:grid">
      <EmptyState icon={MessagesSquare} title={t("inbox:nothingOpen.title")}>
        {t("inbox:nothingOpen.body")}
      </EmptyState>
    </div>
  );
}
