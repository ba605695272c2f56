/** One number: who it is, how it does, and what can be done with it. */
import { Button } from "@heroui/react";
import { RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { WhatsAppNumber } from "@/api/models";
import { DASH, formatCount } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";
import { Badge } from "@/shared/ui/badge";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { limitWords, metaWord } from "@/shared/whatsapp/meta-words";
import { useSyncNumber } from "./api/sync-number";
import { DeleteNumberDialog } from "./delete-number-dialog";
import { HealthNotice } from "./health-notice";
import { InactiveNotice } from "./inactive-notice";
import { NumberSync } from "./number-sync";
import { QualityBadge } from "./quality";
import { RateSection } from "./rates/rate-section";
import { TodayFigures } from "./today-figures";
import { tokenText } from "./token-text";
import { useLinkedCard } from "./use-linked-card";
import { TokenExpiry } from "./token-expiry";
import { PendingButton } from "@/shared/ui/pending-button";

interface NumberCardProps {
  number: WhatsAppNumber;
  onRenew: () => void;
}

export function NumberCard({ number, onRenew }: NumberCardProps) {
  const sync = useSyncNumber(number.id);
  const linked = useLinkedCard(number.id);
  return (
    <li
      {...linked}
      className="grid scroll-mt-20 grid-cols-[minmax(0,1fr)] content-start gap-5 panel p-5 outline-none target:ring-2 target:ring-accent data-linked:ring-2 data-linked:ring-accent sm:p-6"
    >
      <header className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="truncate text-lg leading-7 font-semibold">{number.display_name}</h2>
          <p className="text-muted figures">
            {number.display_phone_number
              ? formatPhone(number.display_phone_number)
              : t("numbers:card.id", { id: number.phone_number_id })}
          </p>
        </div>
        {number.is_active ? (
          <QualityBadge rating={number.quality_rating} />
        ) : (
          <Badge tone="danger">{t("numbers:card.inactive")}</Badge>
        )}
      </header>
      {!number.is_active && <InactiveNotice number={number} onRenew={onRenew} />}
      <HealthNotice number={number} />
      <TokenExpiry number={number} onRenew={onRenew} />
      <TodayFigures number={number} />
      <RateSection number={number} />
      <NumberFacts number={number} />
      <NumberSync number={number} answer={sync.data} />
      {sync.error && <ProblemNotice error={sync.error} />}
      <NumberActions number={number} sync={sync} />
    </li>
  );
}

function NumberFacts({ number }: { number: WhatsAppNumber }) {
  const { messaging_limit: limit, meta_status: status, name_status: name } = number;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 text-sm figures sm:grid-cols-3">
      <Fact label={t("numbers:card.limit")} value={limit ? limitWords(limit) : DASH} />
      <TemplateCount number={number} />
      <Fact label={t("numbers:card.token")} value={tokenText(number)} />
      <Fact label={t("numbers:card.status")} value={status ? metaWord("number_status", status) : DASH} />
      <Fact label={t("numbers:card.name")} value={name ? metaWord("name_status", name) : DASH} />
      <div className="col-span-full text-xs">
        <dt className="sr-only">{t("numbers:card.ids")}</dt>
        <dd className="wrap-anywhere text-muted">
          {t("numbers:card.both_ids", { phone: number.phone_number_id, waba: number.waba_id })}
        </dd>
      </div>
    </dl>
  );
}

function TemplateCount({ number: { id, display_name: name, template_count } }: { number: WhatsAppNumber }) {
  const n = formatCount(template_count);
  return (
    <div className="min-w-0">
      <dt className="text-muted">{t("numbers:card.templates")}</dt>
      <dd className="mt-0.5 font-medium">
        <Link
          to={`/templates?number=${id}`}
          aria-label={t("numbers:card.show_templates", { n, name })}
          className="-my-3 inline-flex min-h-11 min-w-11 items-center rounded underline decoration-muted/50 underline-offset-4 hover:decoration-current focus-visible:outline-2 focus-visible:outline-focus"
        >
          {n}
        </Link>
      </dd>
    </div>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted">{label}</dt>
      <dd className="mt-0.5 font-medium wrap-anywhere">{value}</dd>
    </div>
  );
}

interface NumberActionsProps {
  number: WhatsAppNumber;
  sync: { isPending: boolean; mutate: () => void };
}

function NumberActions({ number, sync }: NumberActionsProps) {
  const [deleting, setDeleting] = useState(false);
  return (
    <div className="flex flex-wrap justify-between gap-3 border-t border-separator pt-4">
      <PendingButton
        variant="outline"
        isPending={sync.isPending}
        isDisabled={!number.is_active}
        onPress={() => sync.mutate()}
      >
        <RefreshCw aria-hidden="true" className={sync.isPending ? "motion-safe:animate-spin" : ""} />
        {sync.isPending ? t("numbers:card.syncing") : t("numbers:card.sync")}
      </PendingButton>
      <Button variant="ghost" className="text-danger" onPress={() => setDeleting(true)}>
        <Trash2 aria-hidden="true" /> {t("numbers:card.delete")}
      </Button>
      <DeleteNumberDialog number={number} isOpen={deleting} onClose={() => setDeleting(false)} />
    </div>
  );
}
