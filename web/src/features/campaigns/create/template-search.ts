/** Which templates the picker shows: the search's finds, sendable ones apart from the others. */
import type { Template } from "@/api/models";

interface Groups {
  sendable: Template[];
  others: Template[];
}

export function findTemplates(templates: Template[], search: string): Groups {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = templates.filter((template) => {
    const text = `${template.name} ${template.language} ${JSON.stringify(template.components)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return {
    sendable: found.filter(({ is_sendable }) => is_sendable),
    others: found.filter(({ is_sendable }) => !is_sendable),
  };
}
