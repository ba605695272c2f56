/** A place, with a way to a map. */
import { ExternalLink, MapPin } from "lucide-react";
import type { ContentOf } from "@/api/models";
import { t } from "@/shared/i18n/i18n";

export function LocationBody({ content }: { content: ContentOf<"location"> }) {
  const { latitude, longitude, name, address } = content;
  const place = `${latitude}, ${longitude}`;
  return (
    <div className="flex gap-3 rounded-lg bg-current/8 p-2.5">
      <MapPin aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
      <div className="grid min-w-0 gap-0.5">
        <p className="font-medium wrap-anywhere">{name ?? t("inbox:content.location.unnamed")}</p>
        {address && <p className="text-sm wrap-anywhere text-bubble-muted">{address}</p>}
        <p className="text-xs text-bubble-muted figures">{place}</p>
        <a
          href={mapAddress(latitude, longitude)}
          target="_blank"
          rel="noreferrer"
          className="mt-0.5 inline-flex min-h-8 w-fit items-center gap-1.5 rounded font-medium text-bubble-link underline underline-offset-2"
        >
          {t("inbox:content.location.map")} <ExternalLink aria-hidden="true" className="size-3.5" />
          <span className="sr-only">{t("inbox:content.location.newTab")}</span>
        </a>
      </div>
    </div>
  );
}

function mapAddress(latitude: number, longitude: number): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
}
