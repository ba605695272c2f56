/** Says that the dashboard failed, without losing the reader: nothing on the server is affected by it. */
import { Button } from "@heroui/react";

export function CrashNotice({ error }: { error: unknown }) {
  return (
    <div role="alert" className="grid max-w-lg gap-4">
      <h1 className="text-2xl font-semibold tracking-tight">This page stumbled</h1>
      <p className="text-muted">
        Your campaigns are not affected: they run on the server. Load the page again; if it happens again,
        tell your administrator the line below.
      </p>
      <code className="rounded-lg bg-surface-secondary px-3 py-2 text-sm wrap-anywhere">
        {error instanceof Error ? error.message : String(error)}
      </code>
      <Button onPress={() => window.location.reload()}>Load again</Button>
    </div>
  );
}
