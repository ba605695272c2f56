/** The numbers in a glance: which can send, and how fast. */
import { Skeleton } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { WhatsAppNumber } from "@/api/models";
import { numbersQuery } from "@/shared/api/numbers";
import { formatSpeed } from "@/shared/format/number";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";

export function NumberHealth() {
  const { data: numbers, isPending } = useQuery(numbersQuery);
  return (
    <aside aria-labelledby="numbers" className="panel p-5">
      <div className="mb-4 flex items-center justify-between gap-4">
        <h2 id="numbers" className="text-[1.0625rem] font-semibold">
          {t("home:numbers.title")}
        </h2>
        <Link
          to="/numbers"
          className="inline-flex min-h-11 items-center rounded px-1 text-sm font-semibold text-accent hover:underline sm:min-h-8"
        >
          {t("home:numbers.manage")}
        </Link>
      </div>
      {isPending && <Skeleton className="h-24 rounded-xl" />}
      {numbers?.length === 0 && <p className="text-sm text-muted">{t("home:numbers.none")}</p>}
      <ul className="grid gap-4">
        {numbers?.map((number) => (
          <NumberLine key={number.id} number={number} />
        ))}
      </ul>
    </aside>
  );
}

function NumberLine({ number }: { number: WhatsAppNumber }) {
  const { display_name, display_phone_number, is_active, max_send_rate_per_sec } = number;
  return (
    <li className="flex items-center gap-3">
      <span className={`size-2 shrink-0 rounded-full ${is_active ? "bg-success" : "bg-danger"}`} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{display_name}</span>
        <span className="block truncate text-sm text-muted figures">
          {formatPhone(display_phone_number ?? "")}
        </span>
      </span>
      <span className={`text-sm figures ${is_active ? "text-muted" : "font-medium text-danger"}`}>
        {is_active ? formatSpeed(max_send_rate_per_sec) : t("home:numbers.inactive")}
      </span>
    </li>
  );
}
