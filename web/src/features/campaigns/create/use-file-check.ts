/** The dry run of what the form holds: made once for the same file and choices, and known to be about them or not. */
import { useCallback, useRef, useState } from "react";
import type { Report } from "@/api/models";
import { asProblem, type ApiProblem } from "@/api/problem";
import type { CampaignUpload } from "../api/campaign-form";
import { useValidateCampaign } from "../api/validate-campaign";
import { isSameCheck } from "./draft";
import { newRequestId } from "./request-id";

export interface Checked {
  upload: CampaignUpload;
  report: Report;
  /** Stays the same however often this campaign is sent. */
  requestId: string;
}

export interface Refusal {
  upload: CampaignUpload;
  problem: ApiProblem;
}

interface Attempt {
  upload: CampaignUpload;
  answer: Promise<Checked | null>;
}

export function useFileCheck() {
  const { validate, ...progress } = useValidateCampaign();
  const [checked, setChecked] = useState<Checked | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const attempt = useRef<Attempt>(undefined);

  const check = useCallback(
    async (upload: CampaignUpload): Promise<Checked | null> => {
      setRefusal(null);
      try {
        const result = { upload, report: await validate(upload), requestId: newRequestId() };
        setChecked(result);
        return result;
      } catch (error) {
        // What was broken off, by hand or by a newer check, is nobody's trouble.
        if (!(error instanceof DOMException)) setRefusal({ upload, problem: asProblem(error) });
        return null;
      }
    },
    [validate],
  );

  /** Resolves to the result, null if there is none; the trouble stands in `refusal` then. */
  const run = useCallback(
    async (upload: CampaignUpload): Promise<Checked | null> => {
      const known = attempt.current;
      const started = known && isSameCheck(known.upload, upload) ? await known.answer : null;
      if (started) return { ...started, upload };
      const answer = check(upload);
      attempt.current = { upload, answer };
      return answer;
    },
    [check],
  );

  /** Whether this was checked already or is being checked, however that ended. */
  const isTried = useCallback(
    (upload: CampaignUpload) => attempt.current !== undefined && isSameCheck(attempt.current.upload, upload),
    [],
  );
  return { ...progress, checked, refusal, refuse: setRefusal, run, isTried };
}

export type FileCheck = ReturnType<typeof useFileCheck>;
