/** How fast a number sends now, what holds it back, and, on demand, how it came to that. */
import { useState } from "react";
import type { WhatsAppNumber } from "@/api/models";
import { formatSpeed } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { Fold } from "@/shared/ui/fold";
import { metaWord } from "@/shared/whatsapp/meta-words";
import { RateHistory } from "./rate-history";

export function RateSection({ number }: { number: WhatsAppNumber }) {
  const [opened, setOpened] = useState(false);
  return (
    <section aria-label={t("numbers:rate.label", { name: number.display_name })} className="grid gap-2">
      <dl className="grid grid-cols-3 gap-x-3 rounded-xl bg-surface-secondary px-4 py-3 text-sm figures">
        <Rate label={t("numbers:rate.now")} value={formatSpeed(number.max_send_rate_per_sec)} />
        <Rate
          label={t("numbers:rate.limit")}
          value={formatSpeed(number.meta_limit_per_sec)}
          note={levelText(number.throughput_level)}
        />
        <Rate label={t("numbers:rate.yesterday")} value={formatSpeed(number.last_stable_rate_per_sec)} />
      </dl>
      <Fold summary={t("numbers:rate.history")} onOpen={() => setOpened(true)}>
        {opened && <RateHistory numberId={number.id} name={number.display_name} />}
      </Fold>
    </section>
  );
}

interface RateProps {
  label: string;
  value: string;
  note?: string;
}

function Rate({ label, value, note }: RateProps) {
  return (
    <div>
      <dt className="text-muted">{label}</dt>
      <dd className="mt-0.5">
        <span className="text-lg font-semibold">{value}</span>
        {note && <span className="block text-xs text-muted">{note}</span>}
      </dd>
    </div>
  );
}

function levelText(level: string | null): string {
  if (level === null) return t("numbers:rate.no_level");
  return t("numbers:rate.level", { level: metaWord("level", level) });
}
