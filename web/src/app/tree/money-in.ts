/** The addresses of money that comes in: deposits, the form for a new one, and the way back from paying. */
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { readDepositSearch } from "@/features/deposits/search";
import { compact, uuid } from "@/lib/search";
import { child } from "./roots";

const depositsRoute = createRoute({
  ...child,
  path: "/deposits",
  validateSearch: readDepositSearch,
  component: lazyRouteComponent(() => import("../routes/deposits"), "DepositsRoute"),
});

const addMoneyRoute = createRoute({
  ...child,
  path: "/deposits/new",
  component: lazyRouteComponent(() => import("../routes/add-money"), "AddMoneyRoute"),
});

/**
 * Where the payment page leads back to. It names the deposit by our reference; whatever else it says of
 * what happened is a hint, which the deposit's own page does not rely on.
 */
const paidRoute = createRoute({
  ...child,
  path: "/deposits/paid",
  validateSearch: (given) => compact({ client_reference: uuid(given, "client_reference") }),
  beforeLoad: ({ params, search }) => {
    if (search.client_reference === undefined) {
      throw redirect({ to: "/m/$merchantId/deposits", params, replace: true });
    }
    throw redirect({
      to: "/m/$merchantId/deposits/$depositId",
      params: { ...params, depositId: search.client_reference },
      search: {},
      replace: true,
    });
  },
});

const depositRoute = createRoute({
  ...child,
  path: "/deposits/$depositId",
  component: lazyRouteComponent(() => import("../routes/deposit"), "DepositRoute"),
});

export const moneyIn = [depositsRoute, addMoneyRoute, paidRoute, depositRoute] as const;
