/** What a merchant's books say: statements of account, the tariff, invoices, and who did what. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { fileOf, type NamedFile } from "./files";
import { unwrap } from "./problems";
import { keyOf } from "./queries";
import type { components, operations } from "./schema";

type Schemas = components["schemas"];
export type Statement = Schemas["AccountStatementOut"];
export type StatementLine = Schemas["StatementLineOut"];
export type ServiceFee = Schemas["ServiceFeeOut"];
export type FeeRule = Schemas["FeeRuleOut"];
export type FeeQuote = Schemas["FeeQuoteOut"];
export type Invoice = Schemas["InvoiceOut"];
export type InvoiceLine = Schemas["InvoiceLineOut"];
export type InvoiceItem = Schemas["InvoiceItemOut"];
export type AuditRecord = Schemas["AuditRecordOut"];

type Query<Operation extends keyof operations> = NonNullable<
  operations[Operation]["parameters"]["query"]
>;
export type StatementSearch = Query<"get_statement">;
export type InvoiceSearch = NonNullable<Query<"list_invoices">>;
export type AuditSearch = NonNullable<Query<"list_audit_records">>;

const as = (merchantId: string) => ({ "X-Merchant-Id": merchantId });

// --- Statements -----------------------------------------------------------------------------------

export function statementQuery(merchantId: string, query: StatementSearch) {
  return queryOptions({
    // Under ledger: every line of the one is a line of the other.
    queryKey: keyOf(merchantId, "ledger", "statement", query),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/statement/", { params: { header: as(merchantId), query }, signal }),
      ) as Promise<Statement>,
    placeholderData: keepPreviousData,
  });
}

/** The whole statement, whatever page of it is on the screen. */
export function statementFile(
  merchantId: string,
  query: Pick<StatementSearch, "account" | "from" | "to">,
  format: "csv" | "pdf",
): Promise<NamedFile> {
  return fileOf(
    api.GET("/api/v1/statement/", {
      params: { header: as(merchantId), query: { ...query, format } },
      parseAs: "blob",
    }),
    `statement-${query.account ?? "available"}-${query.from}-${query.to}.${format}`,
  );
}

/** What convinces anybody that the book says so: the merchant's own lines, and a way to its signed head. */
export function entryProof(merchantId: string, entryId: string): Promise<NamedFile> {
  return fileOf(
    api.GET("/api/v1/ledger/entries/{entry_id}/proof/", {
      params: { header: as(merchantId), path: { entry_id: entryId } },
      parseAs: "blob",
    }),
    `proof-${entryId}.json`,
  );
}

// --- Fees and invoices ----------------------------------------------------------------------------

export function tariffQuery(merchantId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "fees", "tariff"),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/fees/", { signal })),
  });
}

/** A promise, kept on record: asked for by a click, never while somebody types. */
export function askForFee(
  merchantId: string,
  body: Schemas["FeeQuoteIn"],
): Promise<Schemas["FeeQuoteOut"]> {
  return unwrap(api.POST("/api/v1/fees/quote/", { params: { header: as(merchantId) }, body }));
}

export function invoicesQuery(merchantId: string, query: InvoiceSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "invoices", "list", query),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/invoices/", { params: { header: as(merchantId), query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function invoiceQuery(merchantId: string, invoiceId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "invoices", "one", invoiceId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/invoices/{invoice_id}/", {
          params: { header: as(merchantId), path: { invoice_id: invoiceId } },
          signal,
        }),
      ),
  });
}

export function invoiceItemsQuery(merchantId: string, invoiceId: string, query: InvoiceSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "invoices", "items", invoiceId, query),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/invoices/{invoice_id}/items/", {
          params: { header: as(merchantId), path: { invoice_id: invoiceId }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function invoiceFile(merchantId: string, invoice: Invoice): Promise<NamedFile> {
  return fileOf(
    api.GET("/api/v1/invoices/{invoice_id}/pdf/", {
      params: { header: as(merchantId), path: { invoice_id: invoice.id } },
      parseAs: "blob",
    }),
    `${invoice.number.replaceAll("/", "-")}.pdf`,
  );
}

// --- Who did what ---------------------------------------------------------------------------------

export function auditQuery(merchantId: string, query: AuditSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "audit", query),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/audit/", { params: { header: as(merchantId), query }, signal })),
    placeholderData: keepPreviousData,
    // Whoever comes to see what was done a moment ago sees it.
    staleTime: 0,
  });
}

export function auditFile(
  merchantId: string,
  query: Omit<AuditSearch, "cursor" | "limit">,
): Promise<NamedFile> {
  return fileOf(
    api.GET("/api/v1/audit/export/", {
      params: { header: as(merchantId), query },
      parseAs: "blob",
    }),
    "audit-log.csv",
  );
}
