/** What the bell says before anything has happened. */
import { BellRing } from "lucide-react";
import { t } from "@/shared/i18n/i18n";
import { EmptyState } from "@/shared/ui/empty-state";

export function NoNotifications() {
  return (
    <EmptyState icon={BellRing} title={t("notifications:empty.title")} heading="h3">
      {t("notifications:empty.text")}
    </EmptyState>
  );
}
