/** The contact list's filters: phone number, state, template, and the code it failed with. */
import { Button } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import type { Campaign } from "@/api/models";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { t } from "@/shared/i18n/i18n";
import { FilterSelect } from "@/shared/ui/filter-select";
import { SearchInput } from "@/shared/ui/search-input";
import { failuresQuery } from "../../api/failures-query";
import { codeWords } from "@/shared/whatsapp/code-words";
import { CONTACT_STATUSES, contactFilters } from "./contact-filters";

const NONE = { status: undefined, template: undefined, code: undefined, q: undefined };

export function ContactToolbar({ campaign }: { campaign: Campaign }) {
  const [filters, setFilters] = useUrlFilters(contactFilters);
  const { status, template, code, q } = filters;
  const isFiltered = [status, template, code, q].some((value) => value !== undefined);
  return (
    <div className="flex flex-wrap gap-3">
      {/* A new field when the filter is cleared or set from elsewhere: it keeps what was typed. */}
      <SearchInput
        key={q === undefined ? "empty" : "filled"}
        label={t("campaign:contacts.search")}
        value={q ?? ""}
        onChange={(next) => setFilters({ q: next })}
        className="basis-full sm:basis-64"
      />
      <FilterSelect
        label={t("campaign:contacts.status")}
        all={t("campaign:contacts.anyStatus")}
        value={status}
        onChange={(next) => setFilters({ status: next as typeof status, code: undefined })}
        options={CONTACT_STATUSES.map((id) => ({ id, label: t(`campaign:contact.status.${id}`) }))}
      />
      {campaign.batches.length > 1 && (
        <FilterSelect
          label={t("campaign:contacts.template")}
          all={t("campaign:contacts.anyTemplate")}
          value={template}
          onChange={(next) => setFilters({ template: next })}
          options={campaign.batches.map(({ template_id, template_name }) => ({
            id: String(template_id),
            label: template_name,
          }))}
        />
      )}
      {(campaign.total_failed > 0 || code !== undefined) && <CodeFilter campaign={campaign} />}
      {isFiltered && (
        <Button variant="tertiary" onPress={() => setFilters(NONE)}>
          <X aria-hidden="true" /> {t("campaign:contacts.clear")}
        </Button>
      )}
    </div>
  );
}

function CodeFilter({ campaign }: { campaign: Campaign }) {
  const [{ code }, setFilters] = useUrlFilters(contactFilters);
  const query = useQuery(failuresQuery(campaign.id));
  const options = (query.data ?? []).map(({ error_code, title, advice }) => ({
    id: error_code === null ? "none" : String(error_code),
    label: codeLabel(error_code, codeWords(error_code, title, advice).title),
  }));
  const isListed = code === undefined || options.some(({ id }) => id === code);
  return (
    <FilterSelect
      label={t("campaign:contacts.code")}
      all={t("campaign:contacts.anyCode")}
      value={code}
      onChange={(next) => setFilters({ code: next, status: next === undefined ? undefined : "failed" })}
      options={isListed ? options : [...options, { id: code, label: code }]}
    />
  );
}

function codeLabel(code: number | null, title: string): string {
  return code === null ? title : `${code} · ${title}`;
}
