/** One number: who it is, how it does, and what can be done with it. */
import { Button } from "@heroui/react";
import { RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { WhatsAppNumber } from "@/api/models";
import { DASH, formatCount } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { Badge } from "@/shared/ui/badge";
import { InlineAlert } from "@/shared/ui/inline-alert";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { useSyncNumber } from "./api/sync-number";
import { DeleteNumberDialog } from "./delete-number-dialog";
import { NumberSync } from "./number-sync";
import { QualityBadge } from "./quality";
import { RateSection } from "./rates/rate-section";
import { tokenText } from "./token-text";
import { TokenExpiry } from "./token-expiry";
import { PendingButton } from "@/shared/ui/pending-button";

export function NumberCard({ number }: { number: WhatsAppNumber }) {
  const sync = useSyncNumber(number.id);
  return (
    <li className="grid content-start gap-5 panel p-5 sm:p-6">
      <header className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="truncate text-lg leading-7 font-semibold">{number.display_name}</h2>
          <p className="text-muted figures">
            {number.display_phone_number
              ? formatPhone(number.display_phone_number)
              : `ID ${number.phone_number_id}`}
          </p>
        </div>
        {number.is_active ? (
          <QualityBadge rating={number.quality_rating} />
        ) : (
          <Badge tone="danger">Inactive</Badge>
        )}
      </header>
      {!number.is_active && (
        <InlineAlert tone="warning">
          {number.inactive_reason ?? "Add the number again with a new token."}
        </InlineAlert>
      )}
      <TokenExpiry number={number} />
      <RateSection number={number} />
      <NumberFacts number={number} />
      <NumberSync number={number} answer={sync.data} />
      {sync.error && <ProblemNotice error={sync.error} />}
      <NumberActions number={number} sync={sync} />
    </li>
  );
}

function NumberFacts({ number }: { number: WhatsAppNumber }) {
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 text-sm figures sm:grid-cols-3">
      <Fact label="Daily limit" value={limitText(number.messaging_limit)} />
      <Fact label="Templates" value={formatCount(number.template_count)} />
      <Fact label="Access token" value={tokenText(number)} />
      <Fact label="Status at Meta" value={metaWord(number.meta_status)} />
      <Fact label="Display name" value={metaWord(number.name_status)} />
      <Fact label="Phone Number ID" value={number.phone_number_id} />
      <Fact label="WABA ID" value={number.waba_id} />
    </dl>
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

/** Meta's capitals as a word: CONNECTED → "Connected", PENDING_REVIEW → "Pending review". */
function metaWord(name: string | null): string {
  if (!name) return DASH;
  const words = name.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Meta's tiers: TIER_250, TIER_2K, TIER_100K, TIER_UNLIMITED. */
function limitText(tier: string | null): string {
  if (!tier) return DASH;
  const size = tier.replace("TIER_", "");
  const match = /^(\d+)(K?)$/.exec(size);
  if (!match) return size.charAt(0) + size.slice(1).toLowerCase();
  return `${formatCount(Number(match[1]) * (match[2] ? 1000 : 1))} people`;
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
        {sync.isPending ? "Syncing…" : "Sync templates"}
      </PendingButton>
      <Button variant="ghost" className="text-danger" onPress={() => setDeleting(true)}>
        <Trash2 aria-hidden="true" /> Delete
      </Button>
      <DeleteNumberDialog number={number} isOpen={deleting} onClose={() => setDeleting(false)} />
    </div>
  );
}
