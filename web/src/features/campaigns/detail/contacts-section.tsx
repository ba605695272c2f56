/** Every row of the CSV with its outcome. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { Campaign } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { FilterSelect } from "@/shared/ui/filter-select";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { SearchInput } from "@/shared/ui/search-input";
import { contactsQuery } from "../api/contacts-query";
import { useDownloadCampaignFile } from "../api/download-campaign-file";
import { contactFilters, CONTACT_STATUS_OPTIONS } from "./contact-filters";
import { ContactsTable } from "./contacts-table";
import { PendingButton } from "@/shared/ui/pending-button";

export function ContactsSection({ campaign }: { campaign: Campaign }) {
  return (
    <section aria-labelledby="contacts" className="overflow-hidden panel">
      <header className="grid gap-4 px-5 pt-5 pb-4 sm:px-6">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="contacts" className="text-[1.0625rem] font-semibold figures">
            Contacts <span className="font-normal text-muted">{formatCount(campaign.total_contacts)}</span>
          </h2>
          {campaign.invalid_contacts > 0 && <InvalidRowsButton campaign={campaign} />}
        </div>
        <ContactToolbar />
      </header>
      <ContactRows campaign={campaign} />
    </section>
  );
}

function InvalidRowsButton({ campaign: { id, name, invalid_contacts } }: { campaign: Campaign }) {
  const download = useDownloadCampaignFile(id, name);
  return (
    <div className="grid justify-items-end gap-2">
      <PendingButton
        variant="outline"
        size="sm"
        isPending={download.isPending}
        onPress={() => download.mutate("invalid")}
      >
        <Download aria-hidden="true" /> {formatCount(invalid_contacts)} invalid rows
      </PendingButton>
      {download.error && <ProblemNotice error={download.error} />}
    </div>
  );
}

function ContactToolbar() {
  const [filters, setFilters] = useUrlFilters(contactFilters);
  return (
    <div className="flex flex-wrap gap-3">
      <SearchInput
        label="Search by phone number"
        value={filters.q ?? ""}
        onChange={(q) => setFilters({ q })}
        className="basis-full sm:basis-72"
      />
      <FilterSelect
        label="Status"
        all="All contacts"
        value={filters.status}
        onChange={(status) => setFilters({ status: status as typeof filters.status })}
        options={CONTACT_STATUS_OPTIONS}
      />
    </div>
  );
}

function ContactRows({ campaign }: { campaign: Campaign }) {
  const [filters] = useUrlFilters(contactFilters);
  const query = useInfiniteQuery(contactsQuery(campaign, filters));
  const contacts = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) {
    return (
      <div className="px-5 pb-5 sm:px-6">
        <RowsSkeleton rows={3} label="Loading contacts" />
      </div>
    );
  }
  if (query.error && contacts.length === 0) {
    return (
      <div className="px-5 pb-5 sm:px-6">
        <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  if (contacts.length === 0)
    return <p className="border-t px-5 py-10 text-center text-muted">No contact fits these filters.</p>;
  return <ContactsTable contacts={contacts} query={query} />;
}
