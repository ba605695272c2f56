/** Which templates the picker shows: the chosen ones always, beside the search's finds; unsendable ones apart. */
import type { Template } from "@/api/models";

interface Groups {
  sendable: Template[];
  others: Template[];
}

export function findTemplates(templates: Template[], search: string, chosen: number[]): Groups {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = templates.filter((template) => {
    const text = `${template.name} ${template.language} ${JSON.stringify(template.components)}`.toLowerCase();
    return chosen.includes(template.id) || words.every((word) => text.includes(word));
  });
  return {
    sendable: found.filter(({ is_sendable }) => is_sendable),
    others: found.filter(({ is_sendable }) => !is_sendable),
  };
}
