/** A headed part of the overview. */
import { useId, type ReactNode } from "react";

export function HomeSection({
  title,
  more,
  children,
}: {
  title: string;
  more?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="mb-3 flex items-center justify-between gap-4">
        <h2 id={id} className="text-[1.0625rem] font-semibold">
          {title}
        </h2>
        {more}
      </div>
      {children}
    </section>
  );
}
