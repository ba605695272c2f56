/** What an act will do, as figures with their meaning. */
interface Consequence {
  figure: string;
  meaning: string;
}

export function Consequences({ items }: { items: Consequence[] }) {
  return (
    <dl className="grid gap-2 rounded-xl bg-surface-secondary px-4 py-3 text-sm figures">
      {items.map(({ figure, meaning }) => (
        <div key={meaning} className="flex items-baseline justify-between gap-4">
          <dt className="text-muted">{meaning}</dt>
          <dd className="shrink-0 text-base font-semibold">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
