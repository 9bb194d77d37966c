import {
  ArrowLeftRight,
  Ban,
  CircleCheck,
  Clock,
  Gauge,
  Layers,
  PackageCheck,
  SendHorizontal,
  Stamp,
  TimerOff,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import type { Approval } from "@/api/approvals";
import type { Tone } from "@/ui/badge";

export const KINDS: Partial<Record<Approval["kind"], { name: string; icon: LucideIcon }>> = {
  payout: { name: "Payout", icon: SendHorizontal },
  payout_batch: { name: "Batch", icon: Layers },
  transfer: { name: "Transfer", icon: ArrowLeftRight },
  release: { name: "Release out of escrow", icon: PackageCheck },
  thresholds: { name: "Thresholds", icon: Gauge },
};
export const OTHER_KIND = { name: "Something else", icon: Stamp };

export const STATUSES: Record<Approval["status"], { word: string; tone: Tone; icon: LucideIcon }> =
  {
    waiting: { word: "Waiting", tone: "wait", icon: Clock },
    approved: { word: "Approved", tone: "good", icon: CircleCheck },
    refused: { word: "Refused", tone: "bad", icon: Ban },
    withdrawn: { word: "Withdrawn", tone: "plain", icon: Undo2 },
    expired: { word: "Nobody answered in time", tone: "plain", icon: TimerOff },
  };

export const VERBS = ["approve", "refuse", "withdraw"] as const;
export type Verb = (typeof VERBS)[number];

/** The amount an approval is about, where it is about one. */
export function amountOf({ details }: Approval): number | null {
  const amount = details.amount_paise;
  return typeof amount === "number" ? amount : null;
}

export function textOf({ details }: Approval, name: string): string {
  const found = details[name];
  return typeof found === "string" ? found : "";
}

export function numberOf({ details }: Approval, name: string): number | null {
  const found = details[name];
  return typeof found === "number" ? found : null;
}
