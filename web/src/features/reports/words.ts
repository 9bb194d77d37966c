import type { Report, ReportKind } from "@/api/reports";

export const KIND_WORDS: Record<ReportKind, string> = {
  volumes: "Volumes",
  fees: "Fees and tax",
  escrow_ageing: "Escrow ageing",
  payouts: "Payouts",
  disputes: "Disputes",
  auctions: "Auction competition",
};

export const MEANINGS: Record<ReportKind, string> = {
  volumes: "What moved, by day and kind of movement.",
  fees: "What was charged and given back.",
  escrow_ageing: "What lay in escrow when the last day ended, and for how long.",
  payouts: "How payouts ended, and how long they took.",
  disputes: "Disputes that were opened, and what became of them.",
  auctions: "Auctions of yours that ended: who competed, and what that saved.",
};

const REASONS: Record<string, string> = {
  too_slow: "It took too long. Ask for a shorter period.",
  too_large: "It has too many rows. Ask for a shorter period.",
};

export function standing(report: Report): string {
  if (report.status === "ready") return "Ready";
  if (report.status === "failed") return "Failed";
  return "Being made";
}

export function whyFailed(report: Report): string {
  return REASONS[report.reason ?? ""] ?? "It could not be made. Ask again, or write to us.";
}
