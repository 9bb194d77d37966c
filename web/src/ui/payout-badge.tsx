import {
  Ban,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  History,
  SendHorizontal,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import type { Payout } from "@/api/client";
import { Badge, type Tone } from "./badge";

export type PayoutStatus = Payout["status"];

interface Look {
  word: string;
  tone: Tone;
  icon: LucideIcon;
}

export const PAYOUT_LOOKS: Record<PayoutStatus, Look> = {
  pending: { word: "Pending", tone: "wait", icon: Clock },
  processing: { word: "With the bank", tone: "sea", icon: SendHorizontal },
  completed: { word: "Completed", tone: "good", icon: CircleCheck },
  failed: { word: "Failed", tone: "bad", icon: CircleX },
  cancelled: { word: "Cancelled", tone: "plain", icon: Ban },
};

const IN_DOUBT: Look = { word: "In doubt", tone: "doubt", icon: CircleHelp };
const RETURNED: Look = { word: "Returned", tone: "bad", icon: Undo2 };
const PAID_LATE: Look = { word: "Paid late", tone: "doubt", icon: History };

type Shown = Pick<Payout, "status" | "in_doubt" | "returned" | "paid_late">;

export function lookOf(payout: Shown): Look {
  if (payout.in_doubt) return IN_DOUBT;
  if (payout.returned) return RETURNED;
  if (payout.paid_late) return PAID_LATE;
  return PAYOUT_LOOKS[payout.status];
}

export function PayoutBadge({ payout }: { payout: Shown }) {
  const { word, tone, icon } = lookOf(payout);
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
