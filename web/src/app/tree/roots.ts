/** What every address hangs from: the app, and one merchant's pages. Each area's addresses are a file beside this. */
import { createRootRoute, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { session } from "@/api/session";
import { NotFound, Root } from "../faces";

export const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound });

export const merchantRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/m/$merchantId",
  beforeLoad: ({ location }) => {
    requireSession(location.href);
  },
  component: lazyRouteComponent(() => import("../shell/shell"), "Shell"),
});

export const child = { getParentRoute: () => merchantRoute } as const;

/** Whoever is not signed in signs in first, and comes back here. */
export function requireSession(href: string): void {
  if (session.state() === "out") throw redirect({ to: "/sign-in", search: { next: href } });
}
