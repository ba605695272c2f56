/** The top of a message: a line of text, or the place of its picture, film, file or map. */
import { FileText, Image as ImageIcon, MapPin, Play, ShoppingBag, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { t } from "../i18n/i18n";
import { MarkupText } from "./markup-text";
import { metaWord } from "./meta-words";
import type { WhatsAppMessage } from "./message";

type Header = NonNullable<WhatsAppMessage["header"]>;

export function BubbleHeader({ header }: { header: Header }) {
  switch (header.format.toUpperCase()) {
    case "TEXT":
      return (
        <p className="px-2 pt-1 text-base leading-snug font-semibold wrap-anywhere">
          <MarkupText text={header.text ?? ""} />
        </p>
      );
    case "IMAGE":
      return <Picture url={header.url} />;
    case "VIDEO":
      return <MediaPlace icon={Play} format="VIDEO" />;
    case "LOCATION":
      return <MediaPlace icon={MapPin} format="LOCATION" />;
    case "PRODUCT":
      return <MediaPlace icon={ShoppingBag} format="PRODUCT" />;
    default:
      return <FileStrip url={header.url} />;
  }
}

function Picture({ url }: { url: string | null }) {
  const [broken, setBroken] = useState(false);
  // The content security policy lets only https pictures in.
  if (!url?.startsWith("https://") || broken) return <MediaPlace icon={ImageIcon} format="IMAGE" />;
  return (
    <img
      src={url}
      alt={t("whatsapp:bubble.image_alt")}
      loading="lazy"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
      className="aspect-[1.91/1] w-full rounded-lg object-cover"
    />
  );
}

function MediaPlace({ icon: Icon, format }: { icon: LucideIcon; format: string }) {
  return (
    <div className="grid aspect-[1.91/1] w-full place-content-center justify-items-center gap-1.5 rounded-lg bg-current/8 text-bubble-muted">
      <Icon aria-hidden="true" className="size-7" strokeWidth={1.5} />
      <span className="text-xs font-medium">{metaWord("header", format)}</span>
    </div>
  );
}

function FileStrip({ url }: { url: string | null }) {
  const kind = metaWord("header", "DOCUMENT");
  return (
    <div className="flex items-center gap-3 rounded-lg bg-current/8 p-2.5">
      <span className="grid size-9 shrink-0 place-items-center rounded-md bg-danger text-danger-foreground">
        <FileText aria-hidden="true" className="size-5" />
      </span>
      <span className="min-w-0">
        <span className="block truncate text-sm font-medium">{fileName(url)}</span>
        <span className="block text-xs text-bubble-muted">{kind}</span>
      </span>
    </div>
  );
}

function fileName(url: string | null): string {
  const path = url ? URL.parse(url)?.pathname : null;
  const name = path?.split("/").at(-1) ?? "";
  return name === "" ? t("whatsapp:bubble.document_name") : name;
}
