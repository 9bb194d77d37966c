import { createContext, use, type ReactNode } from "react";
import type { Merchant } from "./client";

const Current = createContext<Merchant | null>(null);

export function MerchantProvider({
  merchant,
  children,
}: {
  merchant: Merchant;
  children: ReactNode;
}) {
  return <Current value={merchant}>{children}</Current>;
}

/** The merchant whose money is on the screen. */
export function useMerchant(): Merchant {
  const merchant = use(Current);
  if (!merchant) throw new Error("no merchant is chosen here");
  return merchant;
}

/** Owners decide where money may go; finance moves it; viewers look. */
export function mayPay(merchant: Merchant): boolean {
  return merchant.role === "owner" || merchant.role === "finance";
}

export function mayOwn(merchant: Merchant): boolean {
  return merchant.role === "owner";
}
