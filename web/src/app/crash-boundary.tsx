/** The last net: a fault outside every page still ends in words and a way on. */
import { Component, type ReactNode } from "react";
import { CrashNotice } from "./crash-notice";

interface CrashBoundaryState {
  error: unknown;
}

export class CrashBoundary extends Component<{ children: ReactNode }, CrashBoundaryState> {
  override state: CrashBoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): CrashBoundaryState {
    return { error: error ?? new Error("unknown") };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <main className="grid min-h-dvh place-items-center p-6">
        <CrashNotice error={this.state.error} />
      </main>
    );
  }
}
