/** One conversation: its head, and its messages with the newest at the bottom. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { MessageCircleOff } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useLocation, useNavigate } from "react-router";
import { asProblem } from "@/api/problem";
import { t } from "@/shared/i18n/i18n";
import { ButtonLink } from "@/shared/ui/button-link";
import { EmptyState } from "@/shared/ui/empty-state";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { threadQuery } from "../api/thread-query";
import { MessageWatch } from "./message-watch";
import { ThreadHeader } from "./thread-header";
import { ThreadMessages } from "./thread-messages";
import { ThreadSkeleton } from "./thread-skeleton";

export function ThreadPane({ id }: { id: string }) {
  const query = useInfiniteQuery(threadQuery(id));
  const first = query.data?.pages[0];
  const { search } = useLocation();
  const navigate = useNavigate();
  const leave = ({ key, currentTarget, target, defaultPrevented }: KeyboardEvent) => {
    // What a dialog or a menu does with Esc comes here through React, though it lies elsewhere on the page.
    const isHere = currentTarget.contains(target as Node);
    if (key === "Escape" && isHere && !defaultPrevented) void navigate({ pathname: "/inbox", search });
  };
  return (
    // The page starts here: who opens a conversation from the list wants to read it, not the list again.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc works wherever the focus is in it
    <section
      aria-label={t("inbox:thread.label")}
      onKeyDown={leave}
      data-page-start
      tabIndex={-1}
      className="flex min-w-0 flex-1 flex-col outline-none"
    >
      {first ? (
        <>
          <ThreadHeader conversation={first.conversation} />
          <ThreadMessages query={query} pages={query.data?.pages ?? []} />
          <MessageWatch conversation={first.conversation} newest={first.items[0]} />
        </>
      ) : (
        <Waiting error={query.error} onRetry={() => void query.refetch()} />
      )}
    </section>
  );
}

function Waiting({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  const { search } = useLocation();
  if (!error) return <ThreadSkeleton />;
  if (asProblem(error).status !== 404) {
    return (
      <div className="p-4">
        <ProblemNotice error={error} onRetry={onRetry} />
      </div>
    );
  }
  return (
    <EmptyState
      icon={MessageCircleOff}
      heading="h1"
      title={t("inbox:thread.missing.title")}
      action={<ButtonLink to={{ pathname: "/inbox", search }}>{t("inbox:thread.missing.back")}</ButtonLink>}
    >
      {t("inbox:thread.missing.body")}
    </EmptyState>
  );
}
