/** The server's refusal at the part of the form it is about, brought into sight. */
import { useEffect, useRef } from "react";
import type { ApiProblem } from "@/api/problem";
import { ProblemNotice } from "@/shared/ui/problem-notice";

export function RefusalNotice({ problem }: { problem: ApiProblem }) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers return a promise here, which React would take for a clean-up.
    notice.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);
  return (
    <div ref={notice} className="scroll-my-24">
      <ProblemNotice error={problem} />
    </div>
  );
}
