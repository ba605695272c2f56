/** Checks the file by itself as soon as number, templates and file are there: the result comes without being asked for. */
import { useEffect, useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { checkableUpload, type Draft } from "./draft";
import type { FileCheck } from "./use-file-check";

/** A pause in choosing templates. */
const PAUSE_MS = 700;
/** Larger files go on their way only when a person says so. */
const MAX_BYTES = 10_000_000;

/** What the form holds, if it can be checked. The name is no part of it: typing it must not start a check. */
export function useCheckable() {
  const { control } = useFormContext<Draft>();
  const [numberId, templateIds, file, skipDuplicates, start, scheduledAt] = useWatch({
    control,
    name: ["numberId", "templateIds", "file", "skipDuplicates", "start", "scheduledAt"],
  });
  return useMemo(() => {
    const draft = { name: "", numberId, templateIds, file, skipDuplicates, start, scheduledAt };
    return checkableUpload(draft, new Date());
  }, [numberId, templateIds, file, skipDuplicates, start, scheduledAt]);
}

export function useAutoCheck({ run, isTried }: FileCheck) {
  const upload = useCheckable();
  useEffect(() => {
    if (!upload || upload.file.size > MAX_BYTES || isTried(upload)) return;
    const timer = setTimeout(() => void run(upload), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [upload, run, isTried]);
}
