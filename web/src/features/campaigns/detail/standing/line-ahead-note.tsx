/** What the number sends before this campaign: which campaigns, how many messages, about how long. */
import { Link } from "react-router";
import type { LineAhead } from "@/api/models";
import { formatDuration } from "@/shared/format/duration";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";

interface LineAheadNoteProps {
  ahead: LineAhead;
  /** What to say when nobody is before it. */
  none: string;
}

export function LineAheadNote({ ahead, none }: LineAheadNoteProps) {
  const { campaigns, count, messages, seconds } = ahead;
  if (count === 0) return <p>{none}</p>;
  const more = count - campaigns.length;
  return (
    <div className="grid gap-0.5 figures">
      <p>
        {t("campaign:standing.before", {
          count: messages,
          n: formatCount(messages),
          time: formatDuration(seconds),
        })}
      </p>
      <ul className="flex flex-wrap gap-x-4">
        {campaigns.map(({ id, name }) => (
          <li key={id}>
            <Link
              to={`/campaigns/${id}`}
              className="inline-block py-0.5 font-medium wrap-anywhere underline underline-offset-4"
            >
              {name}
            </Link>
          </li>
        ))}
        {more > 0 && (
          <li className="py-0.5">{t("campaign:standing.more", { count: more, n: formatCount(more) })}</li>
        )}
      </ul>
    </div>
  );
}
