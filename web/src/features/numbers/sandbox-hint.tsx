/** In the sandbox: the constants that connect its second number. They match harkara_sandbox/seed. */
import { Button } from "@heroui/react";
import { InlineAlert } from "@/shared/ui/inline-alert";
import type { NumberForm } from "./number-form-schema";

const SECOND_NUMBER = {
  display_name: "Asha Sarees Support",
  phone_number_id: "106540352242923",
  access_token: "SANDBOX-TOKEN-1",
} satisfies Partial<NumberForm>;

export function SandboxHint({ onUse }: { onUse: (values: Partial<NumberForm>) => void }) {
  return (
    <InlineAlert tone="info" title="You are in the sandbox">
      <p>
        Its second number has the ID <Code>{SECOND_NUMBER.phone_number_id}</Code> and the token{" "}
        <Code>{SECOND_NUMBER.access_token}</Code>.
      </p>
      <Button
        size="sm"
        variant="outline"
        className="mt-2.5 border-current/30"
        onPress={() => onUse(SECOND_NUMBER)}
      >
        Fill these in
      </Button>
    </InlineAlert>
  );
}

function Code({ children }: { children: string }) {
  return <code className="rounded bg-current/10 px-1 py-px text-[0.8125rem] figures">{children}</code>;
}
