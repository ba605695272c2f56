/** Templates and numbers that keep a campaign from sending: what is wrong, what it holds, where to mend it. */
import { Ban } from "lucide-react";
import { Link } from "react-router";
import type { Obstacle } from "@/api/models";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n/i18n";
import { unnamedCauseText } from "@/shared/whatsapp/causes";

export function ObstacleList({ obstacles, lead }: { obstacles: Obstacle[]; lead?: string }) {
  if (obstacles.length === 0) return null;
  return (
    <div className="grid gap-1">
      {lead && <p className="font-medium">{lead}</p>}
      <ul className="grid gap-2">
        {obstacles.map((obstacle) => (
          <li key={`${obstacle.kind}-${obstacle.id}`} className="flex items-start gap-2">
            <Ban aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            <div className="grid min-w-0 gap-0.5 wrap-anywhere">
              <p>
                <Link
                  to={obstacle.kind === "template" ? `/templates?id=${obstacle.id}` : "/numbers"}
                  className="font-semibold underline underline-offset-4"
                >
                  {t(`campaign:obstacle.${obstacle.kind}`, { name: obstacle.name })}
                </Link>
                {": "}
                {unnamedCauseText(obstacle.cause)}
              </p>
              <p className="figures">
                {t("campaign:obstacle.held", { count: obstacle.held, n: formatCount(obstacle.held) })}{" "}
                {t(`campaign:obstacle.mend.${obstacle.kind}`)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
