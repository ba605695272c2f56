/** An address that leads nowhere. */
import { ButtonLink } from "@/shared/ui/button-link";
import { EmptyState } from "@/shared/ui/empty-state";
import { Compass } from "lucide-react";

export function NotFoundPage() {
  return (
    <>
      <title>Not found · Harkara</title>
      <EmptyState
        icon={Compass}
        heading="h1"
        title="This address leads nowhere"
        action={<ButtonLink to="/">Go to the overview</ButtonLink>}
      >
        The page may have moved, or the link is missing a piece.
      </EmptyState>
    </>
  );
}
