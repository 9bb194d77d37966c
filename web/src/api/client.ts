import createClient from "openapi-fetch";
import type { components, paths } from "./schema";
import { fetchSignedIn } from "./session";

/** The API, typed by its own description. Every answer goes through `unwrap`. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request) => fetchSignedIn(request),
});

type Schemas = components["schemas"];
export type Balance = Schemas["BalanceOut"];
export type BankAccount = Schemas["BankAccountOut"];
export type Batch = Schemas["BatchOut"];
export type BatchRow = Schemas["BatchRowOut"];
export type Behaviour = Schemas["BehavioursOut"]["behaviours"][number];
export type Case = Schemas["CaseOut"];
export type Chargeback = Schemas["ChargebackOut"];
export type Deposit = Schemas["DepositOut"];
export type DepositQuote = Schemas["QuoteOut"];
export type DepositTimeline = Schemas["DepositTimelineOut"];
export type Key = Schemas["KeyOut"];
export type LedgerLine = Schemas["LedgerLineOut"];
export type Me = Schemas["MeOut"];
export type Merchant = Schemas["MerchantOut"];
export type Overview = Schemas["OverviewOut"];
export type Payout = Schemas["PayoutOut"];
export type PayoutTimeline = Schemas["TimelineOut"];
export type Refund = Schemas["RefundOut"];
export type Waiting = Schemas["WaitingOut"];

/** A page of a list. */
export interface PageOf<Row> {
  count: number;
  count_capped: boolean;
  next: string | null;
  previous: string | null;
  results: Row[];
}
