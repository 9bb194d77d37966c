import type { InvoiceSearch as ApiSearch } from "@/api/books";
import { compact, oneOf, text, whole, type Given } from "@/lib/search";

export interface InvoiceSearch {
  offset?: number | undefined;
  cursor?: string | undefined;
}

export interface BillingSearch extends InvoiceSearch {
  kind?: "invoice" | "credit_note" | undefined;
}

export function readInvoiceSearch(given: Given): InvoiceSearch {
  return compact({
    offset: whole(given, "offset", 0, 10_000),
    cursor: text(given, "cursor", 400),
  });
}

export function readBillingSearch(given: Given): BillingSearch {
  return compact({
    kind: oneOf(given, "kind", ["invoice", "credit_note"] as const),
    ...readInvoiceSearch(given),
  });
}

export function toApi(search: BillingSearch): ApiSearch {
  return compact(search) as ApiSearch;
}
