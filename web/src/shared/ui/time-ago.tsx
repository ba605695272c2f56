/** A moment as "5 min ago"; the full time in IST under the pointer. */
import { formatAgo } from "../format/relative-time";
import { formatIst } from "../format/time";
import { useNow } from "../hooks/use-now";

export function TimeAgo({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatIst(at)} className="figures">
      {formatAgo(at, now)}
    </time>
  );
}
