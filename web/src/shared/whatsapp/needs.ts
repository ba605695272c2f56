/** What a CSV must bring for a set of templates. */
import type { Template } from "@/api/models";
import { formatCount } from "../format/number";
import { t } from "../i18n/i18n";
import { metaWord } from "./meta-words";

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
  const { variables: count } = csvNeeds([template]);
  const format = template.header_format;
  const slots =
    count === 0 ? t("whatsapp:needs.none") : t("whatsapp:needs.variables", { count, n: formatCount(count) });
  if (!format || format === "TEXT") return slots;
  return t("whatsapp:needs.with_media", { media: metaWord("header", format), slots });
}
