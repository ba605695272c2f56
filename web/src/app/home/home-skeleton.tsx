/** The overview's shape until all its parts are known: appearing one after another, they would push each other about. */
import { t } from "@/shared/i18n/i18n";
import { Placeholder } from "@/shared/ui/placeholder";

export function HomeSkeleton() {
  return (
    <>
      <div role="status" aria-label={t("home:loading")} className="grid min-w-0 gap-8">
        <Placeholder className="h-64 rounded-2xl sm:h-36" />
        <Placeholder className="h-28 rounded-2xl" />
        <Placeholder className="h-96 rounded-2xl" />
      </div>
      <div className="grid gap-8 sm:grid-cols-2 xl:grid-cols-1">
        <Placeholder className="h-80 rounded-2xl" />
        <Placeholder className="h-52 rounded-2xl" />
      </div>
    </>
  );
}
