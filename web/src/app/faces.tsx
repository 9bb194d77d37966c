import { Link, Outlet, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { Button, buttonClasses } from "@/ui/button";
import { Mark } from "@/ui/mark";
import { Page } from "@/ui/page";
import { ProblemNotice } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Toasts } from "@/ui/toast";

/** Around every page. What is told leads somewhere, and only inside the router does a link. */
export function Root() {
  return (
    <>
      <Outlet />
      <Toasts />
    </>
  );
}

/** While the code of a page is on its way. */
export function Pending() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-5">
      <Skeleton className="h-9 w-56" />
      <Skeleton className="h-40" />
      <Skeleton className="h-64" />
    </div>
  );
}

export function NotFound() {
  return (
    <main className="grid min-h-[60dvh] place-content-center justify-items-center gap-4 p-6 text-center">
      <Mark className="size-12 text-sea" />
      <h1 className="text-title text-2xl">Nothing lies at this address</h1>
      <p className="max-w-sm text-muted">
        It may have been mistyped, or belong to another merchant.
      </p>
      <Link to="/" className={buttonClasses("primary")}>
        Back to the overview
      </Link>
    </main>
  );
}

/** A page that broke; the rest of the app goes on. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Page title="This page broke" narrow>
      <ProblemNotice
        error={error}
        action={
          <Button
            icon={RotateCcw}
            onClick={() => {
              reset();
              void router.invalidate();
            }}
          >
            Try again
          </Button>
        }
      />
    </Page>
  );
}
