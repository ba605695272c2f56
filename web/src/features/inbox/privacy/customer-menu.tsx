/** What can be done with a customer's data: take it out, or erase it. */
import { Dropdown, Label, toast } from "@heroui/react";
import { Download, EllipsisVertical, Trash2 } from "lucide-react";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { Customer } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { useExportCustomer } from "../api/export-customer";
import { EraseDialog } from "./erase-dialog";

export function CustomerMenu({ customer }: { customer: Customer }) {
  const [erasing, setErasing] = useState(false);
  const download = useExportCustomer();
  const exportData = () =>
    download.mutate(customer.id, {
      onSuccess: () => toast.success(t("inbox:privacy.exported")),
      onError: (error) =>
        toast.danger(t("inbox:privacy.exportFailed"), { description: asProblem(error).title }),
    });
  return (
    <>
      <Dropdown>
        <Dropdown.Trigger
          aria-label={t("inbox:privacy.menu")}
          className="-mr-2 grid size-11 shrink-0 place-items-center rounded-lg text-muted hover:text-foreground focus-visible:outline-2 focus-visible:outline-focus"
        >
          <EllipsisVertical aria-hidden="true" className="size-5" />
        </Dropdown.Trigger>
        <Dropdown.Popover placement="bottom end" className="min-w-60">
          <Dropdown.Menu
            aria-label={t("inbox:privacy.menu")}
            onAction={(key) => (key === "erase" ? setErasing(true) : exportData())}
          >
            <Dropdown.Item id="export" textValue={t("inbox:privacy.export")}>
              <Download aria-hidden="true" className="size-4 text-muted" />
              <Label>{t("inbox:privacy.export")}</Label>
            </Dropdown.Item>
            <Dropdown.Item id="erase" textValue={t("inbox:privacy.erase")} variant="danger">
              <Trash2 aria-hidden="true" className="size-4 text-danger" />
              <Label>{t("inbox:privacy.erase")}</Label>
            </Dropdown.Item>
          </Dropdown.Menu>
        </Dropdown.Popover>
      </Dropdown>
      {erasing && <EraseDialog customer={customer} onClose={() => setErasing(false)} />}
    </>
  );
}
