/** A file of the customer's: what it is and its caption. The file itself stays with Meta. */
import { FileText, Image, Mic, Music, Sticker, Video, type LucideIcon } from "lucide-react";
import type { ContentOf } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { Words } from "./words";

type Media = ContentOf<"media">;

const ICONS: Record<Media["media"], LucideIcon> = {
  image: Image,
  video: Video,
  audio: Music,
  document: FileText,
  sticker: Sticker,
};

export function MediaBody({ content }: { content: Media }) {
  const { icon: Icon, label } = lookOf(content);
  const { file_name, mime_type, caption } = content;
  return (
    <div className="grid gap-1.5">
      <div className="flex items-center gap-3 rounded-lg bg-current/8 p-2.5">
        <span className="grid size-10 shrink-0 place-items-center rounded-md bg-current/10">
          <Icon aria-hidden="true" className="size-5" />
        </span>
        <span className="min-w-0">
          <span className="block font-medium wrap-anywhere">{file_name ?? label}</span>
          <span className="block text-xs wrap-anywhere text-bubble-muted">
            {[file_name && label, mime_type?.split(";")[0]].filter(Boolean).join(" · ")}
          </span>
        </span>
      </div>
      {caption && <Words text={caption} />}
      <p className="px-2 text-xs text-pretty text-bubble-muted">{t("inbox:content.media.note")}</p>
    </div>
  );
}

function lookOf({ media, is_voice, is_animated }: Media): { icon: LucideIcon; label: string } {
  if (is_voice) return { icon: Mic, label: t("inbox:content.media.voice") };
  if (is_animated) return { icon: ICONS[media], label: t("inbox:content.media.animated") };
  return { icon: ICONS[media], label: t(`inbox:content.media.${media}`) };
}
