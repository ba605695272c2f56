/** A message as a customer will see it: what a template holds, or what a row of the CSV made of it. */
import * as z from "zod";
import type { Sample, Template } from "@/api/models";

export type WhatsAppMessage = Pick<Sample, "header" | "body" | "footer" | "buttons">;

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
  buttons: z
    .array(z.object({ type: z.string(), text: z.string().nullish(), url: z.string().nullish() }))
    .nullish(),
});
type Component = z.infer<typeof component>;

/** The template as a message, its variables still open. Parts in a shape Meta has not told us of are left out. */
export function templateMessage(template: Pick<Template, "components">): WhatsAppMessage {
  const parts = readComponents(template);
  const part = (type: string) => parts.find((each) => each.type === type);
  return {
    header: headerOf(part("HEADER")),
    body: part("BODY")?.text ?? "",
    footer: part("FOOTER")?.text ?? null,
    buttons: (part("BUTTONS")?.buttons ?? []).map(({ type, text, url }) => ({
      type,
      text: text ?? "",
      url: url ?? null,
    })),
  };
}

/** The values Meta reviewed the template with, in order; empty when it came without. */
export function exampleValues(template: Pick<Template, "components">): string[] {
  return readComponents(template).find(({ type }) => type === "BODY")?.example?.body_text?.[0] ?? [];
}

function readComponents(template: Pick<Template, "components">): Component[] {
  return template.components.flatMap((raw) => component.safeParse(raw).data ?? []);
}

function headerOf(part: Component | undefined): WhatsAppMessage["header"] {
  if (!part) return null;
  return {
    format: part.format ?? "TEXT",
    text: part.text ?? null,
    url: part.example?.header_handle?.[0] ?? null,
  };
}
