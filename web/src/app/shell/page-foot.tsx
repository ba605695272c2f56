/** The end of a page on phones and tablets, where the navigation has no room for the version. */
import { useSession } from "@/features/session/session-context";
import { VersionLine } from "@/shared/ui/version-line";

export function PageFoot() {
  const { info } = useSession();
  return (
    <footer className="px-4 pb-24 text-center text-xs text-muted sm:px-8 lg:hidden">
      <VersionLine info={info} />
    </footer>
  );
}
