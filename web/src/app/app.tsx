/** The whole dashboard: providers around the routes. */
import { I18nProvider } from "@heroui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState, type ComponentProps } from "react";
import { RouterProvider } from "react-router/dom";
import { SessionProvider } from "@/features/session/session-provider";
import { createQueryClient } from "@/shared/api/query-client";
import { useLanguage } from "@/shared/i18n/i18n";
import { CrashBoundary } from "./crash-boundary";
import { Toasts } from "./toasts";

type AppProps = Pick<ComponentProps<typeof RouterProvider>, "router">;

export function App({ router }: AppProps) {
  const [queryClient] = useState(createQueryClient);
  const [language] = useLanguage();
  return (
    <CrashBoundary>
      <I18nProvider locale={`${language}-IN`}>
        <QueryClientProvider client={queryClient}>
          <SessionProvider>
            <RouterProvider key={language} router={router} />
          </SessionProvider>
          <Toasts />
        </QueryClientProvider>
      </I18nProvider>
    </CrashBoundary>
  );
}
