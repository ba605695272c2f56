/** The message this one answers, in a line. */
import type { Message } from "@/api/models";

export function Quote({ quoted: { direction, excerpt } }: { quoted: NonNullable<Message["quoted"]> }) {
  return (
    <blockquote className="rounded-lg border-l-4 border-accent bg-current/8 px-2.5 py-1.5 text-sm">
      <span className="block text-xs font-semibold">{author(direction)}</span>
      <span className="line-clamp-2 wrap-anywhere text-bubble-muted">
        {excerpt ?? "A message that is no longer here"}
      </span>
    </blockquote>
  );
}

function author(direction: "in" | "out" | null): string {
  if (direction === null) return "In reply to";
  return direction === "out" ? "In reply to us" : "In reply to the customer";
}
