/** The campaign that sent a message. */
import { Send } from "lucide-react";
import { Link } from "react-router";
import type { Message } from "@/api/models";

export function CampaignNote({ campaign: { id, name } }: { campaign: NonNullable<Message["campaign"]> }) {
  return (
    <p className="flex max-w-[min(85%,30rem)] items-center gap-1.5 px-1 text-xs text-bubble-muted">
      <Send aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="wrap-anywhere">
        Campaign{" "}
        <Link
          to={`/campaigns/${id}`}
          className="inline-block py-1 font-semibold text-bubble-link underline underline-offset-2"
        >
          {name ?? id}
        </Link>
      </span>
    </p>
  );
}
