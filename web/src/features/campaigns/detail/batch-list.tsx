/** The campaign's batches, one template each, sent one after another: what became of each. */
import { Check, CircleDashed, Hand, LoaderCircle, type LucideIcon } from "lucide-react";
import { Link } from "react-router";
import type { Batch, CampaignDetail } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { formatCount, formatShare } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { share } from "../campaign-progress";
import { ShowContacts } from "./contacts/show-contacts";

type State = Batch["status"] | "held";

const LOOK: Record<State, { icon: LucideIcon; className: string }> = {
  pending: { icon: CircleDashed, className: "text-muted" },
  ready: { icon: LoaderCircle, className: "text-accent" },
  completed: { icon: Check, className: "text-success" },
  held: { icon: Hand, className: "text-warning-soft-foreground" },
};

export function BatchList({ campaign }: { campaign: CampaignDetail }) {
  return (
    <section aria-labelledby="batches" className="overflow-hidden panel">
      <h2 id="batches" className="px-5 pt-5 pb-3 text-[1.0625rem] font-semibold sm:px-6">
        {t("campaign:batches.title")}
      </h2>
      <ol className="divide-y divide-separator border-t">
        {campaign.batches.map((batch) => (
          <BatchRow key={batch.template_id} batch={batch} state={stateOf(batch, campaign)} />
        ))}
      </ol>
    </section>
  );
}

/** A stopped campaign's batch is neither waiting nor in progress: its messages are held. */
function stateOf({ status }: Batch, campaign: CampaignDetail): State {
  return campaign.status === "stopped" && status !== "completed" ? "held" : status;
}

function BatchRow({ batch, state }: { batch: Batch; state: State }) {
  const { icon: Icon, className } = LOOK[state];
  const left = batch.contact_count - batch.total_processed;
  return (
    <li className="grid gap-3 px-5 py-4 figures sm:px-6">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <Link
            to={`/templates?id=${batch.template_id}`}
            className="block font-medium wrap-anywhere underline-offset-4 hover:underline"
          >
            {batch.template_name}
          </Link>
          <p className="text-sm text-muted">
            {formatLanguage(batch.language)} ·{" "}
            {t("campaign:batches.contacts", {
              count: batch.contact_count,
              n: formatCount(batch.contact_count),
            })}
          </p>
        </div>
        <p className={`flex items-center gap-1.5 text-sm font-medium ${className}`}>
          <Icon aria-hidden="true" className="size-4" />
          {state === "held"
            ? t("campaign:batches.held", { n: formatCount(left) })
            : t(`campaign:batches.state.${state}`)}
        </p>
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 text-sm sm:grid-cols-4">
        <Figure
          label={t("campaign:funnel.sent")}
          count={batch.total_sent}
          part={share(batch.total_sent, batch.contact_count)}
        />
        <Figure
          label={t("campaign:funnel.delivered")}
          count={batch.total_delivered}
          part={batch.delivery_rate}
        />
        <Figure label={t("campaign:funnel.read")} count={batch.total_read} part={batch.read_rate} />
        <Figure
          label={t("campaign:batches.failed")}
          count={batch.total_failed}
          part={share(batch.total_failed, batch.contact_count)}
          danger={batch.total_failed > 0}
        />
      </dl>
      <ShowContacts filters={{ template: String(batch.template_id) }}>
        {t("campaign:batches.show")}
      </ShowContacts>
    </li>
  );
}

interface FigureProps {
  label: string;
  count: number;
  part: number | null;
  danger?: boolean;
}

function Figure({ label, count, part, danger = false }: FigureProps) {
  return (
    <div>
      <dt className="text-muted">{label}</dt>
      <dd className="mt-0.5 flex items-baseline gap-2">
        <span className={`text-base font-semibold ${danger ? "text-danger" : ""}`}>{formatCount(count)}</span>
        <span className="text-muted">{formatShare(part)}</span>
      </dd>
    </div>
  );
}
