/** Shows how the CSV must look for the chosen templates, and gives a file to start from. */
import { Button } from "@heroui/react";
import { Download } from "lucide-react";
import type { Template } from "@/api/models";
import { saveBlob } from "@/api/save-blob";
import { t } from "@/shared/i18n/i18n";
import { sampleCsv, sampleRows } from "./sample-csv";

export function CsvFormat({ templates }: { templates: Template[] }) {
  const [header = [], ...rows] = sampleRows(templates);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="max-w-prose text-sm text-muted">
          {templates.length === 0 ? t("create:format.first") : t("create:format.rule")}
        </p>
        <Button
          variant="outline"
          size="sm"
          onPress={() => saveBlob(sampleCsv(templates), "harkara-sample.csv")}
        >
          <Download aria-hidden="true" /> {t("create:format.sample")}
        </Button>
      </div>
      {/* A scrolling area must be reachable by keyboard. */}
      <div
        role="region"
        aria-label={t("create:format.example")}
        tabIndex={0}
        className="overflow-x-auto rounded-lg border"
      >
        <table className="w-full text-left font-mono text-[0.8125rem] figures">
          <thead className="bg-surface-secondary">
            <tr>
              {header.map((name) => (
                <th key={name} scope="col" className="px-3 py-2 font-semibold whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 2).map(([phone = "", ...values]) => (
              <tr key={phone} className="border-t border-separator">
                <td className="px-3 py-2">{phone}</td>
                {values.map((value, index) => (
                  <td key={header[index + 1]} className="max-w-56 truncate px-3 py-2 text-muted">
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
