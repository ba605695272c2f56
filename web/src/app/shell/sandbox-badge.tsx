/** Marks that nothing here reaches a real phone. */
export function SandboxBadge() {
  return (
    <span
      title="No message leaves this machine: Meta is played by the sandbox"
      className="rounded-full border border-marigold/60 px-2 py-px text-[0.6875rem] font-semibold tracking-wide text-marigold"
    >
      Sandbox
    </span>
  );
}
