/** Each template's share of the contacts, and messages exactly as they will be sent: the first ones, then some to the last. */
import { Button } from "@heroui/react";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { BatchReport } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { formatCount } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";
import { ChatPaper } from "@/shared/whatsapp/chat-paper";
import { MessageBubble } from "@/shared/whatsapp/message-bubble";

export function BatchSamples({ batches }: { batches: BatchReport[] }) {
  return (
    <section aria-labelledby="messages" className="grid gap-4">
      <h2 id="messages" className="text-[1.0625rem] font-semibold">
        {t("create:samples.title")}
      </h2>
      <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {batches.map((batch) => (
          <BatchCard key={batch.template_id} batch={batch} />
        ))}
      </div>
    </section>
  );
}

function BatchCard({ batch }: { batch: BatchReport }) {
  const [index, setIndex] = useState(0);
  const sample = batch.samples[index];
  return (
    <article aria-label={batch.template_name} className="grid overflow-hidden panel">
      <header className="grid gap-0.5 px-4 py-3">
        <h3 className="flex min-w-0 items-baseline justify-between gap-3 font-semibold">
          <span className="min-w-0 truncate">{batch.template_name}</span>
          <span className="shrink-0 text-sm font-normal text-muted">{formatLanguage(batch.language)}</span>
        </h3>
        <p className="text-sm text-muted figures">
          {t("create:contacts", { count: batch.recipients, n: formatCount(batch.recipients) })}
        </p>
      </header>
      <ChatPaper className="content-start rounded-none sm:min-h-44">
        {sample ? (
          <MessageBubble message={sample} language={batch.language} />
        ) : (
          <p className="p-4 text-sm text-muted">{t("create:samples.none")}</p>
        )}
      </ChatPaper>
      {sample && <SampleSwitch batch={batch} index={index} onChange={setIndex} />}
    </article>
  );
}

interface SampleSwitchProps {
  batch: BatchReport;
  index: number;
  onChange: (index: number) => void;
}

function SampleSwitch({ batch: { samples, template_name }, index, onChange }: SampleSwitchProps) {
  const sample = samples[index];
  if (!sample) return null;
  return (
    <div
      role="group"
      aria-label={t("create:samples.switch", { template: template_name })}
      className="flex items-center justify-between gap-2 px-2 py-1.5"
    >
      <Button
        isIconOnly
        variant="ghost"
        aria-label={t("create:samples.previous")}
        isDisabled={index === 0}
        onPress={() => onChange(index - 1)}
      >
        <ChevronLeft aria-hidden="true" />
      </Button>
      <p aria-live="polite" className="min-w-0 text-center text-sm figures">
        <span className="block font-medium">
          {t("create:samples.row", { row: formatCount(sample.row_number) })}
        </span>
        <span className="block text-muted">{formatPhone(sample.phone)}</span>
      </p>
      <Button
        isIconOnly
        variant="ghost"
        aria-label={t("create:samples.next")}
        isDisabled={index === samples.length - 1}
        onPress={() => onChange(index + 1)}
      >
        <ChevronRight aria-hidden="true" />
      </Button>
    </div>
  );
}
