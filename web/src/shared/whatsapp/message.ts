/** A message as a customer will see it: what a template holds, or what a row of the CSV made of it. */
import * as z from "zod";
import type { Sample, Template } from "@/api/models";
import { metaWord } from "./meta-words";

export interface WhatsAppButton {
  type: string;
  text: string;
  url: string | null;
  phone?: string | null;
}

export interface WhatsAppMessage extends Pick<Sample, "header" | "body" | "footer"> {
  buttons: WhatsAppButton[];
  /** The headline of a limited-time offer, between header and text. */
  offer?: string;
  /** Beside each other below the text: a carousel. */
  cards?: WhatsAppMessage[];
}

const button = z.object({
  type: z.string(),
  text: z.string().nullish(),
  url: z.string().nullish(),
  phone_number: z.string().nullish(),
});
const component = z.object({
  type: z.string().transform((type) => type.toUpperCase()),
  format: z.string().nullish(),
  text: z.string().nullish(),
  example: z
    .object({
      header_handle: z.array(z.string()).nullish(),
      body_text: z.array(z.array(z.string())).nullish(),
    })
    .nullish(),
  buttons: z.array(button).nullish(),
  limited_time_offer: z.object({ text: z.string().nullish() }).nullish(),
  cards: z.array(z.object({ components: z.array(z.unknown()) })).nullish(),
});
type Component = z.infer<typeof component>;

/** The template as a message, its variables still open. Parts in a shape Meta has not told us of are left out. */
export function templateMessage(template: Pick<Template, "components">): WhatsAppMessage {
  return messageOf(template.components);
}

function messageOf(components: unknown[]): WhatsAppMessage {
  const parts = readComponents(components);
  const part = (type: string) => parts.find((each) => each.type === type);
  return {
    header: headerOf(part("HEADER")),
    body: part("BODY")?.text ?? "",
    footer: part("FOOTER")?.text ?? null,
    buttons: (part("BUTTONS")?.buttons ?? []).map(asButton),
    offer: part("LIMITED_TIME_OFFER")?.limited_time_offer?.text ?? undefined,
    cards: part("CAROUSEL")?.cards?.map((card) => messageOf(card.components)),
  };
}

/** The buttons below the message and on its cards. */
export function allButtons({ buttons, cards = [] }: WhatsAppMessage): WhatsAppButton[] {
  return [...buttons, ...cards.flatMap((card) => card.buttons)];
}

/** The values Meta reviewed the template with, in order; empty when it came without. */
export function exampleValues(template: Pick<Template, "components">): string[] {
  return (
    readComponents(template.components).find(({ type }) => type === "BODY")?.example?.body_text?.[0] ?? []
  );
}

function readComponents(components: unknown[]): Component[] {
  return components.flatMap((raw) => component.safeParse(raw).data ?? []);
}

function asButton({ type, text, url, phone_number }: z.infer<typeof button>): WhatsAppButton {
  const kind = type.toUpperCase();
  return {
    type: kind,
    // One-time-password and catalog buttons may come without a text: WhatsApp writes its own.
    text: text ?? metaWord("button", kind),
    url: url ?? null,
    phone: phone_number ?? null,
  };
}

function headerOf(part: Component | undefined): WhatsAppMessage["header"] {
  if (!part) return null;
  return {
    format: part.format ?? "TEXT",
    text: part.text ?? null,
    url: part.example?.header_handle?.[0] ?? null,
  };
}
