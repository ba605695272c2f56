/** Asks before a customer is erased: what goes, what stays, and the end of the number as a proof that this one is meant. */
import { FieldError, Input, Label, TextField, toast } from "@heroui/react";
import { useState } from "react";
import { useLocation, useNavigate } from "react-router";
import type { Customer, Erasure } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { ConfirmDialog } from "@/shared/ui/confirm-dialog";
import { useEraseCustomer } from "../api/erase-customer";
import { customerName, phoneText } from "../customer";

interface EraseDialogProps {
  customer: Customer;
  onClose: () => void;
}

export function EraseDialog({ customer, onClose }: EraseDialogProps) {
  const erase = useEraseCustomer(customer.id);
  const [typed, setTyped] = useState("");
  const [mismatch, setMismatch] = useState(false);
  const { search } = useLocation();
  const navigate = useNavigate();
  const confirm = () => {
    const given = typed.trim();
    setMismatch(given !== end(customer));
    if (given !== end(customer)) return;
    erase.mutate(given, {
      onSuccess: (erasure) => {
        tellErased(erasure);
        void navigate({ pathname: "/inbox", search });
      },
    });
  };
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t("inbox:privacy.dialog.title", { name: customerName(customer) })}
      confirmLabel={t("inbox:privacy.dialog.act")}
      cancelLabel={t("inbox:privacy.dialog.cancel")}
      danger
      isPending={erase.isPending}
      error={erase.error}
      onConfirm={confirm}
    >
      <Consequences />
      <TextField
        value={typed}
        onChange={setTyped}
        isInvalid={mismatch}
        validationBehavior="aria"
        fullWidth
        className="max-w-sm"
      >
        <Label className="figures">{question(customer)}</Label>
        <Input
          autoComplete="off"
          inputMode={customer.phone === null ? "text" : "numeric"}
          maxLength={4}
          onKeyDown={({ key }) => key === "Enter" && confirm()}
          className="w-28 figures"
        />
        <FieldError>{t("inbox:privacy.dialog.mismatch")}</FieldError>
      </TextField>
    </ConfirmDialog>
  );
}

function Consequences() {
  return (
    <div className="grid gap-3 text-sm">
      <p className="font-semibold">{t("inbox:privacy.dialog.lead")}</p>
      <Points
        title={t("inbox:privacy.dialog.goes")}
        points={[
          t("inbox:privacy.dialog.goesMessages"),
          t("inbox:privacy.dialog.goesProfile"),
          t("inbox:privacy.dialog.goesCampaigns"),
          t("inbox:privacy.dialog.goesRaw"),
        ]}
      />
      <Points
        title={t("inbox:privacy.dialog.stays")}
        points={[t("inbox:privacy.dialog.staysTotals"), t("inbox:privacy.dialog.staysMeta")]}
      />
      <p>{t("inbox:privacy.dialog.back")}</p>
    </div>
  );
}

function Points({ title, points }: { title: string; points: string[] }) {
  return (
    <div className="grid gap-1">
      <p className="font-semibold">{title}</p>
      <ul className="grid list-disc gap-0.5 pl-5 text-muted">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </div>
  );
}

function question(customer: Customer): string {
  const phone = phoneText(customer);
  return phone === null
    ? t("inbox:privacy.dialog.confirmId", { id: customer.bsuid ?? "" })
    : t("inbox:privacy.dialog.confirm", { phone });
}

/** What the server wants to be typed. */
function end({ phone, bsuid }: Customer): string {
  return (phone ?? bsuid ?? "").slice(-4);
}

function tellErased({ messages }: Erasure) {
  toast.success(t("inbox:privacy.erased"), {
    description: t("inbox:privacy.erasedDetail", { count: messages, n: formatCount(messages) }),
  });
}
