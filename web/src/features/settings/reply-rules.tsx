/** What replies do and do not do, so that nobody must find out from a customer. */
import { Link } from "react-router";

const RULES = [
  ["Text only", "Photos, voice messages, places and the like are shown in the inbox and not answered."],
  ["40 replies", "Each customer gets at most 40 in a lifetime, over all numbers; then AI is silent."],
  ["10 messages", "The model sees the number’s system prompt and the last 10 messages with the customer."],
  [
    "Nothing on failure",
    "A model that fails or is too slow leaves the message unanswered; it is not tried again.",
  ],
] as const;

export function ReplyRules() {
  return (
    <section aria-labelledby="reply-rules" className="grid gap-4 panel p-5 sm:p-6">
      <h2 id="reply-rules" className="text-[1.0625rem] font-semibold">
        How replies work
      </h2>
      <dl className="grid gap-3 text-sm">
        {RULES.map(([title, words]) => (
          <div key={title} className="grid gap-0.5">
            <dt className="font-semibold">{title}</dt>
            <dd className="text-muted">{words}</dd>
          </div>
        ))}
      </dl>
      <p className="border-t border-separator pt-4 text-sm text-muted">
        What came in, what was answered and why the rest was not:{" "}
        <Link to="/inbox/figures" className="font-semibold text-accent underline underline-offset-2">
          Reply figures
        </Link>
      </p>
    </section>
  );
}
