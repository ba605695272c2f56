/** One section of the settings: its heading and a line on what it is for. */
import { useId, type ReactNode } from "react";

interface SettingsPanelProps {
  title: string;
  lead?: string;
  /** Stands at the heading's right. */
  aside?: ReactNode;
  children: ReactNode;
}

export function SettingsPanel({ title, lead, aside, children }: SettingsPanelProps) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="grid min-w-0 gap-4 panel p-5 sm:p-6">
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center justify-between gap-x-4">
          <h2 id={heading} className="text-[1.0625rem] font-semibold">
            {title}
          </h2>
          {aside}
        </div>
        {lead && <p className="text-sm text-pretty text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  );
}
