import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { session } from "@/api/session";
import { SignInAgain } from "@/features/session/sign-in-again";
import { Toasts } from "@/ui/toast";
import { queryClient } from "./query-client";
import { router } from "./router";

export function App() {
  useEffect(
    () =>
      session.subscribe(() => {
        if (session.state() !== "out") return;
        queryClient.clear();
        void router.navigate({ to: "/sign-in" });
      }),
    [],
  );
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <SignInAgain />
      <Toasts />
    </QueryClientProvider>
  );
}
