/**
 * The questions the screens ask, with the keys their answers are kept under. Everything of a merchant
 * lies under ["merchant", id], so what one event makes stale is named by resource.
 */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type BankAccount } from "./client";
import { unwrap } from "./problems";
import type { components, operations } from "./schema";

type Query<Operation extends keyof operations> = NonNullable<
  operations[Operation]["parameters"]["query"]
>;
export type PayoutSearch = Query<"list_payouts">;
export type LedgerSearch = Query<"list_ledger_lines">;
export type CaseSearch = Query<"list_cases">;
export type BatchSearch = Query<"list_payout_batches">;
export type BatchRowSearch = Query<"list_payout_batch_rows">;
export type DepositSearch = Query<"list_deposits">;
export type BankAccountSearch = Query<"list_bank_accounts">;

type FeeService = components["schemas"]["FeeQuoteIn"]["service"];

/** What a merchant's answers are about; the second part of a key. */
export type Resource =
  | "balance"
  | "overview"
  | "payouts"
  | "deposits"
  | "batches"
  | "bank-accounts"
  | "ledger"
  | "cases"
  | "api-keys"
  | "team"
  | "fees"
  | "quotes"
  | "approvals"
  | "limits"
  | "transfers"
  | "verification"
  | "invoices"
  | "reports"
  | "audit"
  | "auctions"
  | "bids"
  | "deals"
  | "webhooks"
  | "sandbox";

export function keyOf(merchantId: string, resource?: Resource, ...rest: unknown[]): unknown[] {
  return ["merchant", merchantId, ...(resource ? [resource, ...rest] : [])];
}

const as = (merchantId: string) => ({ "X-Merchant-Id": merchantId });

// --- Before a merchant is chosen ------------------------------------------------------------------

export const installationQuery = queryOptions({
  queryKey: ["installation"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/installation/", { signal })),
  staleTime: Infinity,
});

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/auth/me/", { signal })),
  staleTime: 5 * 60_000,
});

export const merchantsQuery = queryOptions({
  queryKey: ["merchants"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/api/v1/merchants/", { params: { query: { limit: 100 } }, signal })),
  staleTime: 60_000,
});

// --- Money ----------------------------------------------------------------------------------------

export function balanceQuery(merchantId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "balance"),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/balance/", { params: { header: as(merchantId) }, signal })),
  });
}

export function overviewQuery(merchantId: string, days: number) {
  return queryOptions({
    queryKey: keyOf(merchantId, "overview", days),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/overview/", {
          params: { header: as(merchantId), query: { days } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function ledgerQuery(merchantId: string, query: LedgerSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "ledger", query),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/ledger/", { params: { header: as(merchantId), query }, signal })),
    placeholderData: keepPreviousData,
  });
}

// --- Payouts --------------------------------------------------------------------------------------

export function payoutsQuery(merchantId: string, query: PayoutSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "payouts", "list", query),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/payouts/", { params: { header: as(merchantId), query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function payoutQuery(merchantId: string, payoutId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "payouts", "one", payoutId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/payouts/{payout_id}/", {
          params: { header: as(merchantId), path: { payout_id: payoutId } },
          signal,
        }),
      ),
  });
}

export function timelineQuery(merchantId: string, payoutId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "payouts", "timeline", payoutId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/payouts/{payout_id}/timeline/", {
          params: { header: as(merchantId), path: { payout_id: payoutId } },
          signal,
        }),
      ),
  });
}

export function batchesQuery(merchantId: string, query: BatchSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "batches", "list", query),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/payout-batches/", { params: { header: as(merchantId), query }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function batchQuery(merchantId: string, batchId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "batches", "one", batchId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/payout-batches/{batch_id}/", {
          params: { header: as(merchantId), path: { batch_id: batchId } },
          signal,
        }),
      ),
  });
}

export function batchRowsQuery(merchantId: string, batchId: string, query: BatchRowSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "batches", "rows", batchId, query),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/payout-batches/{batch_id}/rows/", {
          params: { header: as(merchantId), path: { batch_id: batchId }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

// --- Deposits -------------------------------------------------------------------------------------

export function depositsQuery(merchantId: string, query: DepositSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deposits", "list", query),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/deposits/", { params: { header: as(merchantId), query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function depositTimelineQuery(merchantId: string, depositId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deposits", "timeline", depositId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deposits/{deposit_id}/timeline/", {
          params: { header: as(merchantId), path: { deposit_id: depositId } },
          signal,
        }),
      ),
  });
}

export function refundsQuery(merchantId: string, depositId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deposits", "refunds", depositId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deposits/{deposit_id}/refunds/", {
          params: {
            header: as(merchantId),
            path: { deposit_id: depositId },
            query: { limit: 100 },
          },
          signal,
        }),
      ),
  });
}

export function chargebacksQuery(merchantId: string, depositId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deposits", "chargebacks", depositId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/chargebacks/", {
          params: { header: as(merchantId), query: { deposit_id: depositId, limit: 100 } },
          signal,
        }),
      ),
  });
}

/** What a service would cost on this amount; a fee is asked for, never worked out here. */
export function feeQuery(merchantId: string, service: FeeService, amountPaise: number) {
  return queryOptions({
    queryKey: keyOf(merchantId, "fees", service, amountPaise),
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v1/fees/quote/", {
          params: { header: as(merchantId) },
          body: { service, amount_paise: amountPaise },
          signal,
        }),
      ),
    staleTime: 5 * 60_000,
    retry: false,
  });
}

// --- Where money may go, what waits for people, who may come in --------------------------------------

export function bankAccountsQuery(merchantId: string, query: BankAccountSearch = {}) {
  return queryOptions({
    queryKey: keyOf(merchantId, "bank-accounts", query),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/bank-accounts/", { params: { header: as(merchantId), query }, signal }),
      ),
    placeholderData: keepPreviousData,
  });
}

const PAGE = 100;
const MOST_TO_CHOOSE = 1000;

/** All bank accounts there are to choose from, newest first; of very many the newest thousand. */
export function everyBankAccountQuery(merchantId: string, status?: BankAccountSearch["status"]) {
  return queryOptions({
    queryKey: keyOf(merchantId, "bank-accounts", "every", status),
    queryFn: async ({ signal }) => {
      // By id: one that is added meanwhile moves all others on by a row.
      const found = new Map<string, BankAccount>();
      let next: string | null = "the first page";
      for (let offset = 0; next !== null && offset < MOST_TO_CHOOSE; offset += PAGE) {
        const query = { limit: PAGE, offset, ...(status && { status }) };
        const page = await unwrap(
          api.GET("/api/v1/bank-accounts/", { params: { header: as(merchantId), query }, signal }),
        );
        for (const account of page.results) found.set(account.id, account);
        next = page.next;
      }
      return { accounts: [...found.values()], isWhole: next === null };
    },
  });
}

export function casesQuery(merchantId: string, query: CaseSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "cases", "list", query),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/cases/", { params: { header: as(merchantId), query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function caseQuery(merchantId: string, caseId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "cases", "one", caseId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/cases/{case_id}/", {
          params: { header: as(merchantId), path: { case_id: caseId } },
          signal,
        }),
      ),
  });
}

export function apiKeysQuery(merchantId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "api-keys"),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/api-keys/", {
          params: { header: as(merchantId), query: { limit: 100 } },
          signal,
        }),
      ),
  });
}

// --- The simulated world ----------------------------------------------------------------------------

export function behavioursQuery(merchantId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "sandbox", "behaviours"),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/sandbox/behaviours/", { params: { header: as(merchantId) }, signal }),
      ),
    staleTime: Infinity,
  });
}

export function truthQuery(merchantId: string, payoutId: string) {
  return queryOptions({
    // Under payouts: whatever moves the payout may have moved at the bank as well.
    queryKey: keyOf(merchantId, "payouts", "truth", payoutId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/sandbox/payouts/{payout_id}/truth/", {
          params: { header: as(merchantId), path: { payout_id: payoutId } },
          signal,
        }),
      ),
  });
}
