/** What a message says, by its kind. */
import { Ban, CircleHelp, EyeOff } from "lucide-react";
import type { Content, ContentOf } from "@/api/models";
import { BubbleHeader } from "@/shared/whatsapp/bubble-header";
import { MarkupText } from "@/shared/whatsapp/markup-text";
import { ChoiceBody } from "./choice-body";
import { ContactsBody } from "./contacts-body";
import { LocationBody } from "./location-body";
import { MediaBody } from "./media-body";
import { OrderBody } from "./order-body";
import { Remark } from "./remark";
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
      return <>{content.text}</>;
    case "reaction":
      return (
        <Remark>
          {content.emoji ? `Reacted ${content.emoji} to` : "Took back a reaction to"} a message that is no
          longer here
        </Remark>
      );
    case "revoked":
      return <Remark icon={Ban}>Deleted a message that is no longer here</Remark>;
    case "unsupported":
      return (
        <Remark icon={EyeOff}>
          WhatsApp does not hand this message on{content.type && ` (${words(content.type)})`}:{" "}
          {content.reason}
        </Remark>
      );
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
      <Remark icon={CircleHelp}>A message of the type “{words(type)}”, which cannot be shown here</Remark>
    </div>
  );
}

function words(type: string): string {
  return type.replaceAll("_", " ");
}
