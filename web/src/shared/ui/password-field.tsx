/** A secret with a switch to look at it. */
import { Button } from "@heroui/react";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import { t } from "../i18n/i18n";
import { TextInput, type TextInputProps } from "./text-input";

export function PasswordField<T extends FieldValues>(
  props: Omit<TextInputProps<T>, "type" | "suffix" | "rows">,
) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  const label = insideSentence(props.label);
  return (
    <TextInput
      {...props}
      type={shown ? "text" : "password"}
      suffix={
        <Button
          isIconOnly
          size="sm"
          variant="ghost"
          aria-label={shown ? t("common:secret.hide", { label }) : t("common:secret.show", { label })}
          onPress={() => setShown(!shown)}
        >
          <Icon aria-hidden="true" />
        </Button>
      }
    />
  );
}

/** "Password" → "password"; "API key" stays. */
function insideSentence(label: string): string {
  return label.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase());
}
