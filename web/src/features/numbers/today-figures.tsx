/** What one number did today. */
import { useQuery } from "@tanstack/react-query";
import { DASH, formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { todayQuery } from "./api/today-query";

const FIGURES = ["sent", "delivered", "read", "failed", "received"] as const;

interface TodayFiguresProps {
  number: { id: number; display_name: string };
}

export function TodayFigures({ number }: TodayFiguresProps) {
  const { data } = useQuery(todayQuery);
  const today = data?.items.find(({ number_id }) => number_id === number.id);
  return (
    <section aria-label={t("numbers:today.label", { name: number.display_name })} className="grid gap-2">
      <h3 className="text-sm font-semibold">{t("numbers:today.heading")}</h3>
      <dl className="grid grid-cols-3 gap-x-3 gap-y-3 text-sm figures sm:grid-cols-5">
        {FIGURES.map((figure) => (
          <div key={figure} className="min-w-0">
            <dt className="text-muted">{t(`numbers:today.${figure}`)}</dt>
            <dd
              className={`text-base font-semibold ${figure === "failed" && today?.failed ? "text-danger" : ""}`}
            >
              {data ? formatCount(today?.[figure] ?? 0) : DASH}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
