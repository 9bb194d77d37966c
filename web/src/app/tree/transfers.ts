/** The addresses of money from merchant to merchant. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readTransfersSearch } from "@/features/transfers/search";
import { child } from "./roots";

const transfersRoute = createRoute({
  ...child,
  path: "/transfers",
  validateSearch: readTransfersSearch,
  component: lazyRouteComponent(() => import("../routes/transfers"), "TransfersRoute"),
});

const newTransferRoute = createRoute({
  ...child,
  path: "/transfers/new",
  component: lazyRouteComponent(() => import("../routes/new-transfer"), "NewTransferRoute"),
});

const transferRoute = createRoute({
  ...child,
  path: "/transfers/$transferId",
  component: lazyRouteComponent(() => import("../routes/transfer"), "TransferRoute"),
});

export const transferRoutes = [transfersRoute, newTransferRoute, transferRoute] as const;
