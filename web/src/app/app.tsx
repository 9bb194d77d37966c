import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import { session } from "@/api/session";
import { queryClient } from "./query-client";
import { router } from "./router";

const SignInAgain = lazy(() =>
  import("@/features/session/sign-in-again").then((module) => ({ default: module.SignInAgain })),
);

const CALM_AFTER = 5_000;

export function App() {
  const state = useSyncExternalStore(session.subscribe, session.state);
  useEffect(
    () =>
      session.subscribe(() => {
        if (session.state() !== "out") return;
        queryClient.clear();
        void router.navigate({ to: "/sign-in" });
      }),
    [],
  );
  useEffect(() => {
    if (state !== "in") return;
    // For whoever signs out while nothing can be fetched: they must be able to read what that means.
    const calm = setTimeout(() => void import("./routes/sign-in").catch(() => null), CALM_AFTER);
    return () => {
      clearTimeout(calm);
    };
  }, [state]);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      {state === "expired" && (
        <Suspense>
          <SignInAgain />
        </Suspense>
      )}
    </QueryClientProvider>
  );
}
