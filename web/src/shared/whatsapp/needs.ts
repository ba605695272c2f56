/** What a CSV must bring for a set of templates. */
import type { Template } from "@/api/models";

type WithNeeds = Pick<Template, "variable_count" | "header_format">;

export interface CsvNeeds {
  /** Columns {{1}} to {{n}}. */
  variables: number;
  /** Whether a {{Media}} column is needed. */
  media: boolean;
}

const MEDIA_FORMATS = new Set(["IMAGE", "VIDEO", "DOCUMENT"]);

export function csvNeeds(templates: WithNeeds[]): CsvNeeds {
  return {
    variables: Math.max(0, ...templates.map(({ variable_count }) => variable_count)),
    media: templates.some(({ header_format }) => header_format !== null && MEDIA_FORMATS.has(header_format)),
  };
}

export function csvHeader({ variables, media }: CsvNeeds): string[] {
  const slots = Array.from({ length: variables }, (_, index) => `{{${index + 1}}}`);
  return ["Phone", ...(media ? ["{{Media}}"] : []), ...slots];
}

/** "Image · 3 variables", for lists of templates. */
export function needsText(template: WithNeeds): string {
  const { variables } = csvNeeds([template]);
  const format = template.header_format;
  const media = format && format !== "TEXT" ? format.charAt(0) + format.slice(1).toLowerCase() : null;
  const slots = variables === 0 ? "No variables" : variables === 1 ? "1 variable" : `${variables} variables`;
  return media ? `${media} · ${slots.toLowerCase()}` : slots;
}
