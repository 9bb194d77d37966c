import type { Limit } from "@/api/limits";

export const KINDS: Record<Limit["kind"], string> = {
  payout: "Payouts",
  deposit: "Deposits",
  transfer_out: "Transfers sent",
  transfer_in: "Transfers received",
};

export const WINDOWS: Record<Limit["window"], string> = {
  single: "At once",
  day: "Today",
  month: "This month",
};
