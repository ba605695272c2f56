/** A secret with a switch to look at it. */
import { Button } from "@heroui/react";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import { TextInput, type TextInputProps } from "./text-input";

export function PasswordField<T extends FieldValues>(
  props: Omit<TextInputProps<T>, "type" | "suffix" | "rows">,
) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <TextInput
      {...props}
      type={shown ? "text" : "password"}
      suffix={
        <Button
          isIconOnly
          size="sm"
          variant="ghost"
          aria-label={`${shown ? "Hide" : "Show"} ${props.label.toLowerCase()}`}
          onPress={() => setShown(!shown)}
        >
          <Icon aria-hidden="true" />
        </Button>
      }
    />
  );
}
