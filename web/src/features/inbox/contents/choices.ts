/** What the customer did, by how the server calls it. */
import type { ContentOf } from "@/api/models";

export const CHOICE_WORDS = {
  template_button: "inbox:choice.templateButton",
  button: "inbox:choice.button",
  list: "inbox:choice.list",
  flow: "inbox:choice.flow",
  call_permission: "inbox:choice.callPermission",
} as const satisfies Record<ContentOf<"choice">["source"], string>;
