/** The addresses of the books beside the ledger: statements, fees, invoices, reports, and who did what. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readAuditSearch } from "@/features/audit/search";
import { readBillingSearch, readInvoiceSearch } from "@/features/billing/search";
import { readReportSearch, readReportsSearch } from "@/features/reports/search";
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

const reportsRoute = createRoute({
  ...child,
  path: "/reports",
  validateSearch: readReportsSearch,
  component: lazyRouteComponent(() => import("../routes/reports"), "ReportsRoute"),
});

const reportRoute = createRoute({
  ...child,
  path: "/reports/$reportId",
  validateSearch: readReportSearch,
  component: lazyRouteComponent(() => import("../routes/report"), "ReportRoute"),
});

const auditRoute = createRoute({
  ...child,
  path: "/audit",
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import("../routes/audit"), "AuditRoute"),
});

export const books = [
  statementRoute,
  billingRoute,
  invoiceRoute,
  reportsRoute,
  reportRoute,
  auditRoute,
] as const;
