/** The address of an auction: that of its deal, and one word more. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { child } from "./roots";

const auctionRoute = createRoute({
  ...child,
  path: "/deals/$dealId/auction",
  component: lazyRouteComponent(() => import("../routes/auction"), "AuctionRoute"),
});

export const auctionRoutes = [auctionRoute] as const;
