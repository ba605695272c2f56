/** Who the customer is, on which of our numbers, and how many AI replies are used. */
import { ChevronLeft } from "lucide-react";
import { Link, useLocation } from "react-router";
import type { Conversation } from "@/api/models";
import { formatPhone } from "@/shared/format/phone";
import { t } from "@/shared/i18n/i18n";
import { Badge } from "@/shared/ui/badge";
import { customerName, handle, phoneText } from "../customer";
import { CustomerMenu } from "../privacy/customer-menu";
import { QuotaMeter } from "./quota-meter";

export function ThreadHeader({ conversation }: { conversation: Conversation }) {
  const { customer, number, reply_quota, marketing_opted_out } = conversation;
  const { search } = useLocation();
  const name = customerName(customer);
  return (
    <header className="flex items-start gap-2 border-b border-separator bg-surface px-3 py-3 sm:px-5">
      <title>{`${name} · ${t("inbox:title")} · Harkara`}</title>
      <Link
        to={{ pathname: "/inbox", search }}
        aria-label={t("inbox:thread.back")}
        className="-ml-1 grid size-11 shrink-0 place-items-center rounded-lg text-muted hover:text-foreground focus-visible:outline-2 focus-visible:outline-focus lg:hidden"
      >
        <ChevronLeft aria-hidden="true" className="size-5" />
      </Link>
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h1 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-lg leading-7 font-semibold wrap-anywhere figures">
            {name}
            {marketing_opted_out && <Badge tone="warning">{t("inbox:thread.optedOut")}</Badge>}
          </h1>
          <p className="text-sm wrap-anywhere text-muted figures">{identity(conversation)}</p>
          <p className="text-sm wrap-anywhere text-muted figures">
            <span className="sr-only">{t("inbox:thread.ourNumber")} </span>
            {t("inbox:thread.with", { name: number.display_name })}
            {number.display_phone_number && (
              <span className="hidden sm:inline"> · {formatPhone(number.display_phone_number)}</span>
            )}
          </p>
        </div>
        <QuotaMeter quota={reply_quota} />
      </div>
      <CustomerMenu customer={customer} />
    </header>
  );
}

/** What tells this customer from others, less what the heading says already. */
function identity({ customer }: Conversation): string {
  const shown = customerName(customer);
  const parts = [phoneText(customer) ?? t("inbox:customer.noPhone"), handle(customer)];
  return parts.filter((part) => part !== null && part !== shown).join(" · ");
}
