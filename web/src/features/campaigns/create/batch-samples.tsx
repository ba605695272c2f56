/** Each template's share of the contacts, with the first messages exactly as they will be sent. */
import type { BatchReport } from "@/api/models";
import { formatLanguage } from "@/shared/format/language";
import { formatCount, formatQuantity } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { ChatPaper } from "@/shared/whatsapp/chat-paper";
import { MessageBubble } from "@/shared/whatsapp/message-bubble";

export function BatchSamples({ batches }: { batches: BatchReport[] }) {
  return (
    <section aria-labelledby="messages" className="grid gap-4">
      <h2 id="messages" className="text-[1.0625rem] font-semibold">
        The first messages of each template
      </h2>
      {batches.map((batch) => (
        <BatchCard key={batch.template_id} batch={batch} />
      ))}
    </section>
  );
}

function BatchCard({ batch }: { batch: BatchReport }) {
  return (
    <article className="overflow-hidden panel">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 px-5 py-3.5">
        <h3 className="min-w-0 truncate font-semibold">
          {batch.template_name}{" "}
          <span className="font-normal text-muted">{formatLanguage(batch.language)}</span>
        </h3>
        <p className="font-medium figures">{formatQuantity(batch.recipients, "contact")}</p>
      </header>
      {/* A scrolling area must be reachable by keyboard. */}
      <div
        role="region"
        aria-label={`Messages of ${batch.template_name}, ${formatLanguage(batch.language)}`}
        tabIndex={0}
        className="overflow-x-auto"
      >
        <ChatPaper className="min-w-full grid-flow-col justify-start gap-5 rounded-none">
          {batch.samples.map((sample) => (
            <figure key={sample.row_number} className="grid w-72 content-start gap-2">
              <MessageBubble message={sample} language={batch.language} />
              <figcaption className="px-1 text-xs text-bubble-muted figures">
                Row {formatCount(sample.row_number)} · {formatPhone(sample.phone)}
              </figcaption>
            </figure>
          ))}
        </ChatPaper>
      </div>
    </article>
  );
}
