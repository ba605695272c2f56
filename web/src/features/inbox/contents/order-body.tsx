/** A cart the customer sent. */
import { ShoppingCart } from "lucide-react";
import type { ContentOf } from "@/api/models";
import { formatCount, formatMoney } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { Words } from "./words";

type Item = ContentOf<"order">["items"][number];

export function OrderBody({ content: { items, text } }: { content: ContentOf<"order"> }) {
  return (
    <div className="grid gap-1.5">
      <div className="grid gap-1.5 rounded-lg bg-current/8 p-2.5">
        <p className="flex items-center gap-2 font-medium figures">
          <ShoppingCart aria-hidden="true" className="size-4 shrink-0" />{" "}
          {t("inbox:content.order.head", { count: items.length, n: formatCount(items.length) })}
        </p>
        <ul className="grid gap-1 text-sm figures">
          {items.map((item, index) => (
            // A cart may hold the same product twice; its order never changes.
            <ItemRow key={index} item={item} />
          ))}
        </ul>
      </div>
      {text && <Words text={text} />}
    </div>
  );
}

function ItemRow({ item: { product, is_named, quantity, price, currency } }: { item: Item }) {
  return (
    <li className="flex justify-between gap-4">
      <span className="min-w-0 wrap-anywhere">
        {formatCount(quantity)} × {is_named ? product : t("inbox:content.order.unnamed")}
      </span>
      {typeof price === "number" && (
        <span className="shrink-0 text-bubble-muted">{formatMoney(price * quantity, currency ?? null)}</span>
      )}
    </li>
  );
}
