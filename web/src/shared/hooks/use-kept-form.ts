/** What was typed outlives a change of the language, which draws the whole dashboard anew. */
import { useLayoutEffect } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { shownLanguage } from "@/shared/i18n/i18n";

const kept = new Map<string, unknown>();

/** Keep the unsaved values of a form, under a name of its own, from one language to the next; never longer. */
export function useKeptForm<Values extends FieldValues, Output>(
  name: string,
  { reset, getValues }: Pick<UseFormReturn<Values, unknown, Output>, "reset" | "getValues">,
) {
  useLayoutEffect(() => {
    const language = shownLanguage();
    const values = kept.get(name) as Values | undefined;
    kept.delete(name);
    if (values) reset(values, { keepDefaultValues: true });
    return () => {
      if (shownLanguage() !== language) kept.set(name, getValues());
    };
  }, [name, reset, getValues]);
}
