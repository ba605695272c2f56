/** One numbered step of the form. */
import { useId, type ReactNode } from "react";

interface FormSectionProps {
  step: number;
  title: string;
  hint?: string;
  children: ReactNode;
}

export function FormSection({ step, title, hint, children }: FormSectionProps) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="card p-5 sm:p-6">
      <header className="mb-5 flex items-start gap-3.5">
        <span
          aria-hidden="true"
          className="bg-accent-soft text-accent-soft-foreground figures grid size-7 shrink-0 place-items-center rounded-full text-sm font-semibold"
        >
          {step}
        </span>
        <div className="grid gap-0.5">
          <h2 id={heading} className="text-[1.0625rem] leading-7 font-semibold">
            {title}
          </h2>
          {hint && <p className="text-muted text-sm">{hint}</p>}
        </div>
      </header>
      <div className="grid gap-5 sm:pl-[2.625rem]">{children}</div>
    </section>
  );
}
