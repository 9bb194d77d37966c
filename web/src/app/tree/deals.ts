/** The addresses of the market and of deals. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readMarketSearch } from "@/features/deals/search";
import { child } from "./roots";

const marketRoute = createRoute({
  ...child,
  path: "/market",
  validateSearch: readMarketSearch,
  component: lazyRouteComponent(() => import("../routes/market"), "MarketRoute"),
});

const newDealRoute = createRoute({
  ...child,
  path: "/deals/new",
  component: lazyRouteComponent(() => import("../routes/deal-forms"), "NewDealRoute"),
});

const dealRoute = createRoute({
  ...child,
  path: "/deals/$dealId",
  component: lazyRouteComponent(() => import("../routes/deal"), "DealRoute"),
});

const editDealRoute = createRoute({
  ...child,
  path: "/deals/$dealId/edit",
  component: lazyRouteComponent(() => import("../routes/deal-forms"), "EditDealRoute"),
});

const counterDealRoute = createRoute({
  ...child,
  path: "/deals/$dealId/counter",
  component: lazyRouteComponent(() => import("../routes/deal-forms"), "CounterDealRoute"),
});

const amendDealRoute = createRoute({
  ...child,
  path: "/deals/$dealId/amend",
  component: lazyRouteComponent(() => import("../routes/deal-forms"), "AmendDealRoute"),
});

const disputeRoute = createRoute({
  ...child,
  path: "/disputes/$disputeId",
  component: lazyRouteComponent(() => import("../routes/dispute"), "DisputeRoute"),
});

export const dealRoutes = [
  marketRoute,
  newDealRoute,
  dealRoute,
  editDealRoute,
  counterDealRoute,
  amendDealRoute,
  disputeRoute,
] as const;
