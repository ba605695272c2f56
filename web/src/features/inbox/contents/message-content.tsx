/** What a message says, by its kind. */
import { Ban, CircleHelp, EyeOff } from "lucide-react";
import type { Content, ContentOf } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { BubbleHeader } from "@/shared/whatsapp/bubble-header";
import { MarkupText } from "@/shared/whatsapp/markup-text";
import { readable } from "../summary";
import { ChoiceBody } from "./choice-body";
import { ContactsBody } from "./contacts-body";
import { LocationBody } from "./location-body";
import { MediaBody } from "./media-body";
import { OrderBody } from "./order-body";
import { Remark } from "./remark";
import { SystemBody } from "./system-body";
import { Words } from "./words";

export function MessageContent({ content }: { content: Content }) {
  switch (content.kind) {
    case "text":
      return <Words text={content.text} />;
    case "media":
      return <MediaBody content={content} />;
    case "location":
      return <LocationBody content={content} />;
    case "contacts":
      return <ContactsBody content={content} />;
    case "choice":
      return <ChoiceBody content={content} />;
    case "order":
      return <OrderBody content={content} />;
    case "template":
      return <TemplateBody content={content} />;
    case "system":
      return <SystemBody content={content} />;
    case "reaction":
      return (
        <Remark>
          {content.emoji
            ? t("inbox:content.reacted", { emoji: content.emoji })
            : t("inbox:content.reactionTakenBack")}
        </Remark>
      );
    case "revoked":
      return <Remark icon={Ban}>{t("inbox:content.revoked")}</Remark>;
    case "unsupported":
      return <Remark icon={EyeOff}>{unsupported(content)}</Remark>;
    case "unknown":
      return <UnknownBody content={content} />;
  }
}

function TemplateBody({ content: { header, body, footer } }: { content: ContentOf<"template"> }) {
  return (
    <div className="grid gap-1.5">
      {header && <BubbleHeader header={header} />}
      <Words text={body} />
      {footer && (
        <p className="px-2 text-xs wrap-anywhere text-bubble-muted">
          <MarkupText text={footer} />
        </p>
      )}
    </div>
  );
}

function UnknownBody({ content: { type, text } }: { content: ContentOf<"unknown"> }) {
  return (
    <div className="grid gap-1">
      {text && <Words text={text} />}
      <Remark icon={CircleHelp}>{t("inbox:content.unknown", { type: readable(type) })}</Remark>
    </div>
  );
}

function unsupported({ type, reason, is_reason_metas }: ContentOf<"unsupported">): string {
  const what = type
    ? t("inbox:content.unsupportedType", { type: readable(type) })
    : t("inbox:content.unsupported");
  return is_reason_metas ? t("inbox:content.unsupportedWhy", { what, reason }) : what;
}
