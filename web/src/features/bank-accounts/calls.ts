/** What is done to a bank account, as the API takes it. */
import { api, type BankAccount } from "@/api/client";
import { unwrap } from "@/api/problems";
import type { components } from "@/api/schema";

export type NewAccount = components["schemas"]["BankAccountIn"];

export function addAccount(
  merchantId: string,
  body: NewAccount,
  key: string,
): Promise<BankAccount> {
  const header = { "X-Merchant-Id": merchantId, "Idempotency-Key": key };
  return unwrap(api.POST("/api/v1/bank-accounts/", { params: { header }, body }));
}

export function verifyAccount(account: BankAccount): Promise<BankAccount> {
  const path = { account_id: account.id };
  const header = { "X-Merchant-Id": account.merchant_id };
  return unwrap(
    api.POST("/api/v1/bank-accounts/{account_id}/verify/", { params: { header, path } }),
  );
}

export function renameAccount(account: BankAccount, nickname: string): Promise<BankAccount> {
  const path = { account_id: account.id };
  const header = { "X-Merchant-Id": account.merchant_id };
  return unwrap(
    api.PATCH("/api/v1/bank-accounts/{account_id}/", {
      params: { header, path },
      body: { nickname },
    }),
  );
}

export function archiveAccount(account: BankAccount, key: string): Promise<BankAccount> {
  const path = { account_id: account.id };
  const header = { "X-Merchant-Id": account.merchant_id, "Idempotency-Key": key };
  return unwrap(
    api.POST("/api/v1/bank-accounts/{account_id}/archive/", { params: { header, path } }),
  );
}
