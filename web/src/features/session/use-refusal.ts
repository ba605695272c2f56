/** What a form of this feature shows when the server refuses: words above it, the cursor where it can be mended. */
import { useState } from "react";
import { authErrorText } from "./auth-error-text";

export function useRefusal() {
  const [refusal, setRefusal] = useState<string | null>(null);

  /** Returns whether the act was done. */
  async function attempt(act: () => Promise<void>, onRefused?: (error: unknown) => void): Promise<boolean> {
    setRefusal(null);
    try {
      await act();
      return true;
    } catch (error) {
      setRefusal(authErrorText(error));
      onRefused?.(error);
      return false;
    }
  }

  return { refusal, attempt };
}
