/** The mark: a letter leaning into its run. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#115866" />
      <g fill="none" strokeLinecap="round" strokeLinejoin="round" strokeWidth="1.9">
        <path
          d="M12.4 9.5h13.1a1.4 1.4 0 0 1 1.37 1.7l-2 9.6a2.2 2.2 0 0 1-2.15 1.7H10.6a1.4 1.4 0 0 1-1.37-1.7l2-10.2a1.4 1.4 0 0 1 1.17-1.1Z"
          fill="#f4b13e"
        />
        <path d="m11.9 10.6 5.1 5.3a1.6 1.6 0 0 0 2.1.17l6.9-5" stroke="#115866" />
        <path d="M4.4 13.2h3.4M3.6 18h2.8" stroke="#f4b13e" />
      </g>
    </svg>
  );
}
