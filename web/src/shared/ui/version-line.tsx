/** Which Harkara this is, for whoever reports something. */
import type { Session } from "@/api/models";

export function VersionLine({ info: { version, commit } }: { info: Session }) {
  return (
    <span className="figures">
      Harkara {version}
      {commit && ` · ${commit}`}
    </span>
  );
}
