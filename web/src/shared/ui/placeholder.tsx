/** The shape of something that is on the way: HeroUI's skeleton without its script, for what is shown first of all. */
export function Placeholder({ className }: { className: string }) {
  return <div className={`skeleton skeleton--shimmer ${className}`} />;
}
