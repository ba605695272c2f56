/** In the sandbox: the constants that connect its second number. They match harkara_sandbox/seed. */
import { Button } from "@heroui/react";
import { Trans } from "react-i18next";
import { t } from "@/shared/i18n/i18n";
import { InlineAlert } from "@/shared/ui/inline-alert";
import type { NumberForm } from "./number-form-schema";

const SECOND_NUMBER = {
  display_name: "Asha Sarees Support",
  phone_number_id: "106540352242923",
  access_token: "SANDBOX-TOKEN-1",
} satisfies Partial<NumberForm>;

export function SandboxHint({ onUse }: { onUse: (values: Partial<NumberForm>) => void }) {
  return (
    <InlineAlert tone="info" title={t("numbers:sandbox.title")}>
      <p>
        <Trans
          t={t}
          i18nKey="numbers:sandbox.text"
          components={{
            id: <Code>{SECOND_NUMBER.phone_number_id}</Code>,
            token: <Code>{SECOND_NUMBER.access_token}</Code>,
          }}
        />
      </p>
      <Button
        size="sm"
        variant="outline"
        className="mt-2.5 border-current/30"
        onPress={() => onUse(SECOND_NUMBER)}
      >
        {t("numbers:sandbox.fill")}
      </Button>
    </InlineAlert>
  );
}

function Code({ children }: { children: string }) {
  return <code className="rounded bg-current/10 px-1 py-px text-[0.8125rem] figures">{children}</code>;
}
