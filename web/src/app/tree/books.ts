/** The addresses of the books beside the ledger: statements, fees and invoices, and who did what. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readAuditSearch } from "@/features/audit/search";
import { readBillingSearch, readInvoiceSearch } from "@/features/billing/search";
import { readStatementSearch } from "@/features/statement/search";
import { child } from "./roots";

const statementRoute = createRoute({
  ...child,
  path: "/statement",
  validateSearch: readStatementSearch,
  component: lazyRouteComponent(() => import("../routes/statement"), "StatementRoute"),
});

const billingRoute = createRoute({
  ...child,
  path: "/billing",
  validateSearch: readBillingSearch,
  component: lazyRouteComponent(() => import("../routes/billing"), "BillingRoute"),
});

const invoiceRoute = createRoute({
  ...child,
  path: "/billing/$invoiceId",
  validateSearch: readInvoiceSearch,
  component: lazyRouteComponent(() => import("../routes/invoice"), "InvoiceRoute"),
});

const auditRoute = createRoute({
  ...child,
  path: "/audit",
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import("../routes/audit"), "AuditRoute"),
});

export const books = [statementRoute, billingRoute, invoiceRoute, auditRoute] as const;
