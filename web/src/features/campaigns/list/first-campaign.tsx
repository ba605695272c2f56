/** What the list says before the first campaign: the three steps, with a link for each. */
import { ArrowRight } from "lucide-react";
import { Link } from "react-router";

const STEPS = [
  { to: "/numbers", title: "Connect a number", text: "Paste its phone number ID and access token, and test the connection." },
  { to: "/templates", title: "Sync your templates", text: "Harkara fetches the approved ones from WhatsApp." },
  { to: "/campaigns/new", title: "Send", text: "Pick templates, drop a CSV, look at the preview and start." },
];

export function FirstCampaign() {
  return (
    <section aria-labelledby="first-steps" className="card rise p-6 sm:p-8">
      <h2 id="first-steps" className="text-lg font-semibold">
        Your first campaign in three steps
      </h2>
      <ol className="mt-5 grid gap-3 md:grid-cols-3">
        {STEPS.map(({ to, title, text }, index) => (
          <li key={to}>
            <Link
              to={to}
              className="group hover:border-accent hover:bg-accent-soft/40 grid h-full content-start gap-2 rounded-xl border p-5 transition-colors"
            >
              <span className="bg-marigold-soft text-marigold-text figures grid size-8 place-items-center rounded-full font-semibold">
                {index + 1}
              </span>
              <span className="mt-1 flex items-center gap-1.5 font-semibold">
                {title}
                <ArrowRight aria-hidden="true" className="size-4 transition-transform group-hover:translate-x-0.5 motion-reduce:transition-none" />
              </span>
              <span className="text-muted text-sm">{text}</span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
