/** The numbers in a glance: which can send, how fast, and what Meta thinks of them. */
import { useQuery } from "@tanstack/react-query";
import type { WhatsAppNumber } from "@/api/models";
import { numbersQuery } from "@/shared/api/numbers";
import { formatSpeed } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";
import { MoreLink } from "./more-link";

export function NumberHealth() {
  const { data: numbers } = useQuery(numbersQuery);
  return (
    <section aria-labelledby="numbers" className="panel p-5">
      <div className="mb-4 flex items-center justify-between gap-4">
        <h2 id="numbers" className="text-[1.0625rem] font-semibold">
          {t("home:numbers.title")}
        </h2>
        <MoreLink to="/numbers">{t("home:numbers.manage")}</MoreLink>
      </div>
      {numbers?.length === 0 && <p className="text-sm text-muted">{t("home:numbers.none")}</p>}
      <ul className="grid gap-4">
        {numbers?.map((number) => (
          <NumberLine key={number.id} number={number} />
        ))}
      </ul>
    </section>
  );
}

function NumberLine({ number }: { number: WhatsAppNumber }) {
  const { display_name, display_phone_number, is_active, max_send_rate_per_sec } = number;
  const trouble = qualityTrouble(number);
  return (
    <li className="flex items-center gap-3">
      <span className={`size-2 shrink-0 rounded-full ${dot(is_active, trouble !== null)}`} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{display_name}</span>
        <span className="block truncate text-sm text-muted figures">
          {formatPhone(display_phone_number ?? "")}
        </span>
        {is_active && trouble && (
          <span className="block text-sm text-warning-soft-foreground">{trouble}</span>
        )}
      </span>
      <span className={`text-sm figures ${is_active ? "text-muted" : "font-medium text-danger"}`}>
        {is_active ? formatSpeed(max_send_rate_per_sec) : t("home:numbers.inactive")}
      </span>
    </li>
  );
}

function qualityTrouble({ quality_rating }: WhatsAppNumber): string | null {
  if (quality_rating === "YELLOW") return t("home:numbers.qualityMedium");
  return quality_rating === "RED" ? t("home:numbers.qualityLow") : null;
}

function dot(isActive: boolean, isTroubled: boolean): string {
  if (!isActive) return "bg-danger";
  return isTroubled ? "bg-warning" : "bg-success";
}
