/** How far the file is on its way, then that the server works on it. */
import { ProgressBar } from "@heroui/react";
import { formatShare } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";

interface UploadProgressProps {
  share: number;
  /** What the server does once it has the whole file. */
  doing: string;
}

export function UploadProgress({ share, doing }: UploadProgressProps) {
  const text = share < 1 ? t("create:uploading", { share: formatShare(share) }) : doing;
  return (
    <div className="grid min-w-56 flex-1 gap-1.5">
      <p role="status" className="text-sm font-medium figures">
        {text}
      </p>
      <ProgressBar aria-label={t("create:upload")} value={share * 100} size="sm">
        <ProgressBar.Track>
          <ProgressBar.Fill />
        </ProgressBar.Track>
      </ProgressBar>
    </div>
  );
}
