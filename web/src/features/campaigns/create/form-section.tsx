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
    <section aria-labelledby={heading} className="panel p-5 sm:p-6">
      <header className="mb-5 flex items-start gap-3.5">
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent-soft-foreground figures"
        >
          {step}
        </span>
        <div className="grid gap-0.5">
          <h2 id={heading} className="text-[1.0625rem] leading-7 font-semibold">
            {title}
          </h2>
          {hint && <p className="text-sm text-muted">{hint}</p>}
        </div>
      </header>
      <div className="grid gap-5 sm:pl-[2.625rem]">{children}</div>
    </section>
  );
}
