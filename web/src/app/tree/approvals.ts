/** The address of what waits for a second person. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readApprovalsSearch } from "@/features/approvals/search";
import { child } from "./roots";

const approvalsRoute = createRoute({
  ...child,
  path: "/approvals",
  validateSearch: readApprovalsSearch,
  component: lazyRouteComponent(() => import("../routes/approvals"), "ApprovalsRoute"),
});

export const approvalRoutes = [approvalsRoute] as const;
