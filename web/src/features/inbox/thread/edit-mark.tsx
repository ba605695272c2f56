/** That a message was edited or deleted after it was sent. */
import { Ban } from "lucide-react";
import type { Content } from "@/api/models";
import { formatIst } from "@/shared/format/time";
import { t } from "@/shared/i18n/i18n";
import { Fold } from "@/shared/ui/fold";
import { MessageContent } from "../contents/message-content";

export function EditMark({ at, original }: { at: string; original: Content | null }) {
  const time = formatIst(at);
  if (!original) {
    return (
      <p className="px-2 text-xs text-bubble-muted italic figures">{t("inbox:message.edited", { time })}</p>
    );
  }
  return (
    <div className="px-2 text-xs text-bubble-muted figures">
      <Fold summary={t("inbox:message.editedWas", { time })} summaryClassName="text-xs! sm:min-h-6!">
        <div className="rounded-lg bg-current/8 py-1.5">
          <MessageContent content={original} />
        </div>
      </Fold>
    </div>
  );
}

export function RevokedMark({ at }: { at: string }) {
  return (
    <p className="flex items-center gap-1.5 px-2 text-xs text-bubble-muted italic figures">
      <Ban aria-hidden="true" className="size-3.5 shrink-0" />{" "}
      {t("inbox:message.revoked", { time: formatIst(at) })}
    </p>
  );
}
