/** The whole dashboard: providers around the routes. */
import { ToastProvider } from "@heroui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { RouterProvider } from "react-router/dom";
import { SessionProvider } from "@/features/session/session-provider";
import { createQueryClient } from "@/shared/api/query-client";
import { CrashBoundary } from "./crash-boundary";
import { createRouter } from "./router";

export function App() {
  const [queryClient] = useState(createQueryClient);
  const [router] = useState(createRouter);
  return (
    <CrashBoundary>
      <QueryClientProvider client={queryClient}>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
        <ToastProvider placement="bottom end" />
      </QueryClientProvider>
    </CrashBoundary>
  );
}
