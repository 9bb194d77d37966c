/** The address of what somebody is told. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readInboxSearch } from "@/features/inbox/search";
import { child } from "./roots";

const inboxRoute = createRoute({
  ...child,
  path: "/inbox",
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(() => import("../routes/inbox"), "InboxRoute"),
});

export const inboxRoutes = [inboxRoute] as const;
