/** Every address of the app. Pages are loaded when they are visited; the search of each is read here. */
import { createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { merchantsQuery } from "@/api/queries";
import { session } from "@/api/session";
import { readPayoutSearch, readNewPayoutSearch } from "@/features/payouts/search";
import { readLedgerSearch } from "@/features/ledger/search";
import { compact, oneOf, text, uuid, whole } from "@/lib/search";
import { Broken, NotFound, Pending } from "./faces";
import { lastMerchant } from "./last-merchant";
import { queryClient } from "./query-client";
import { approvalRoutes } from "./tree/approvals";
import { auctionRoutes } from "./tree/auctions";
import { books } from "./tree/books";
import { dealRoutes } from "./tree/deals";
import { frontDoors } from "./tree/front-doors";
import { inboxRoutes } from "./tree/inbox";
import { moneyIn } from "./tree/money-in";
import { newMerchantRoute, peopleOfMerchant, settings } from "./tree/people";
import { child, merchantRoute, requireSession, rootRoute } from "./tree/roots";
import { transferRoutes } from "./tree/transfers";
import { verificationRoutes } from "./tree/verification";
import { webhookRoutes } from "./tree/webhooks";

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (given) => compact({ next: text(given, "next", 500) }),
  beforeLoad: () => {
    if (session.state() === "in") throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("./routes/sign-in"), "SignInRoute"),
});

const frontDoorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: async () => {
    requireSession("/");
    const { results } = await queryClient.query({ ...merchantsQuery, staleTime: "static" });
    const known = results.find(({ id }) => id === lastMerchant()) ?? results[0];
    if (known) throw redirect({ to: "/m/$merchantId", params: { merchantId: known.id } });
  },
  component: lazyRouteComponent(() => import("./routes/no-merchant"), "NoMerchantRoute"),
});

const overviewRoute = createRoute({
  ...child,
  path: "/",
  validateSearch: (given) => compact({ days: whole(given, "days", 1, 366) }),
  component: lazyRouteComponent(() => import("./routes/overview"), "OverviewRoute"),
});

const payoutsRoute = createRoute({
  ...child,
  path: "/payouts",
  validateSearch: readPayoutSearch,
  component: lazyRouteComponent(() => import("./routes/payouts"), "PayoutsRoute"),
});

const newPayoutRoute = createRoute({
  ...child,
  path: "/payouts/new",
  validateSearch: readNewPayoutSearch,
  component: lazyRouteComponent(() => import("./routes/new-payout"), "NewPayoutRoute"),
});

const payoutRoute = createRoute({
  ...child,
  path: "/payouts/$payoutId",
  component: lazyRouteComponent(() => import("./routes/payout"), "PayoutRoute"),
});

const batchesRoute = createRoute({
  ...child,
  path: "/batches",
  validateSearch: (given) => compact({ offset: whole(given, "offset", 0, 10_000) }),
  component: lazyRouteComponent(() => import("./routes/batches"), "BatchesRoute"),
});

const newBatchRoute = createRoute({
  ...child,
  path: "/batches/new",
  component: lazyRouteComponent(() => import("./routes/new-batch"), "NewBatchRoute"),
});

const ROW_STATUSES = ["valid", "invalid", "refused", "created"] as const;
const batchRoute = createRoute({
  ...child,
  path: "/batches/$batchId",
  validateSearch: (given) =>
    compact({
      status: oneOf(given, "status", ROW_STATUSES),
      offset: whole(given, "offset", 0, 10_000),
    }),
  component: lazyRouteComponent(() => import("./routes/batch"), "BatchRoute"),
});

const bankAccountsRoute = createRoute({
  ...child,
  path: "/bank-accounts",
  validateSearch: (given) =>
    compact({
      status: oneOf(given, "status", ["archived"] as const),
      offset: whole(given, "offset", 0, 10_000),
    }),
  component: lazyRouteComponent(() => import("./routes/bank-accounts"), "BankAccountsRoute"),
});

const newBankAccountRoute = createRoute({
  ...child,
  path: "/bank-accounts/new",
  validateSearch: (given) => compact({ then: oneOf(given, "then", ["pay"] as const) }),
  component: lazyRouteComponent(() => import("./routes/new-bank-account"), "NewBankAccountRoute"),
});

const ledgerRoute = createRoute({
  ...child,
  path: "/ledger",
  validateSearch: readLedgerSearch,
  component: lazyRouteComponent(() => import("./routes/ledger"), "LedgerRoute"),
});

const casesRoute = createRoute({
  ...child,
  path: "/cases",
  validateSearch: (given) =>
    compact({
      status: oneOf(given, "status", ["open", "proposed", "closed"] as const),
      offset: whole(given, "offset", 0, 10_000),
    }),
  component: lazyRouteComponent(() => import("./routes/cases"), "CasesRoute"),
});

const caseRoute = createRoute({
  ...child,
  path: "/cases/$caseId",
  component: lazyRouteComponent(() => import("./routes/case"), "CaseRoute"),
});

const apiKeysRoute = createRoute({
  ...child,
  path: "/api-keys",
  validateSearch: (given) => compact({ key: uuid(given, "key") }),
  component: lazyRouteComponent(() => import("./routes/api-keys"), "ApiKeysRoute"),
});

const sandboxRoute = createRoute({
  ...child,
  path: "/sandbox",
  component: lazyRouteComponent(() => import("./routes/sandbox"), "SandboxRoute"),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    ...frontDoors,
    frontDoorRoute,
    settings,
    newMerchantRoute,
    merchantRoute.addChildren([
      overviewRoute,
      ...moneyIn,
      payoutsRoute,
      newPayoutRoute,
      payoutRoute,
      batchesRoute,
      newBatchRoute,
      batchRoute,
      bankAccountsRoute,
      newBankAccountRoute,
      ledgerRoute,
      ...books,
      casesRoute,
      caseRoute,
      ...approvalRoutes,
      ...inboxRoutes,
      ...auctionRoutes,
      ...transferRoutes,
      ...dealRoutes,
      ...verificationRoutes,
      apiKeysRoute,
      ...webhookRoutes,
      sandboxRoute,
      ...peopleOfMerchant,
    ]),
  ]),
  defaultPreload: "intent",
  defaultPendingComponent: Pending,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
