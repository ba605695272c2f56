/** Which Harkara this is, for whoever reports something. */
import type { Session } from "@/api/models";

export function VersionLine({ info: { version, commit } }: { info: Session }) {
  return (
    <span className="figures">
      {/* Between releases the version repeats the commit behind a plus. */}
      Harkara {version.split("+")[0]}
      {commit && ` · ${commit}`}
    </span>
  );
}
