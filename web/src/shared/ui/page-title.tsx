/** The title of the browser's window. */
import { t } from "../i18n/i18n";

export function PageTitle({ children: title }: { children: string }) {
  return <title>{t("common:page.title", { title })}</title>;
}
