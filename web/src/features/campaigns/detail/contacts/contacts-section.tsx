/** Every row of the CSV with its outcome. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { Campaign } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { useUrlFilters } from "@/shared/hooks/use-url-filters";
import { t } from "@/shared/i18n/i18n";
import { PendingButton } from "@/shared/ui/pending-button";
import { ProblemNotice } from "@/shared/ui/problem-notice";
import { RowsSkeleton } from "@/shared/ui/rows-skeleton";
import { contactsQuery } from "../../api/contacts-query";
import { useDownloadCampaignFile } from "../../api/download-campaign-file";
import { ContactDrawer } from "./contact-drawer";
import { contactFilters, toQuery } from "./contact-filters";
import { ContactToolbar } from "./contact-toolbar";
import { ContactsTable } from "./contacts-table";
import { CONTACTS_HEADING } from "./show-contacts";

export function ContactsSection({ campaign }: { campaign: Campaign }) {
  const [{ contact }, setFilters] = useUrlFilters(contactFilters);
  return (
    <section aria-labelledby={CONTACTS_HEADING} className="overflow-hidden panel">
      <header className="grid gap-4 px-5 pt-5 pb-4 sm:px-6">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2
            id={CONTACTS_HEADING}
            tabIndex={-1}
            className="scroll-mt-24 text-[1.0625rem] font-semibold figures focus:outline-none"
          >
            {t("campaign:contacts.title")}{" "}
            <span className="font-normal text-muted">{formatCount(campaign.total_contacts)}</span>
          </h2>
          {campaign.invalid_contacts > 0 && <InvalidRowsButton campaign={campaign} />}
        </div>
        <ContactToolbar campaign={campaign} />
      </header>
      <ContactRows campaign={campaign} />
      <ContactDrawer
        campaign={campaign}
        id={contact === undefined ? null : Number(contact)}
        onClose={() => setFilters({ contact: undefined })}
      />
    </section>
  );
}

function InvalidRowsButton({ campaign: { id, name, invalid_contacts: count } }: { campaign: Campaign }) {
  const download = useDownloadCampaignFile(id, name);
  return (
    <div className="grid justify-items-end gap-2">
      <PendingButton
        variant="outline"
        size="sm"
        isPending={download.isPending}
        onPress={() => download.mutate("invalid")}
      >
        <Download aria-hidden="true" /> {t("campaign:contacts.invalidRows", { count, n: formatCount(count) })}
      </PendingButton>
      {download.error && <ProblemNotice error={download.error} />}
    </div>
  );
}

function ContactRows({ campaign }: { campaign: Campaign }) {
  const [filters] = useUrlFilters(contactFilters);
  const query = useInfiniteQuery(contactsQuery(campaign, toQuery(filters)));
  const contacts = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) {
    return (
      <div className="px-5 pb-5 sm:px-6">
        <RowsSkeleton rows={3} label={t("campaign:contacts.loading")} />
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
    return <p className="border-t px-5 py-10 text-center text-muted">{t("campaign:contacts.none")}</p>;
  return <ContactsTable contacts={contacts} query={query} />;
}
