import {
  Ban,
  CircleCheck,
  CircleX,
  Clock,
  FileCheck2,
  SendHorizontal,
  type LucideIcon,
} from "lucide-react";
import type { Batch, BatchRow } from "@/api/client";
import type { Tone } from "@/ui/badge";

interface Look {
  word: string;
  tone: Tone;
  icon: LucideIcon;
}

export const BATCH_LOOKS: Record<Batch["status"], Look> = {
  validated: { word: "Checked", tone: "wait", icon: FileCheck2 },
  approved: { word: "Being made", tone: "sea", icon: SendHorizontal },
  finished: { word: "Finished", tone: "good", icon: CircleCheck },
  cancelled: { word: "Cancelled", tone: "plain", icon: Ban },
};

export const ROW_LOOKS: Record<BatchRow["status"], Look> = {
  valid: { word: "Can be paid", tone: "good", icon: CircleCheck },
  invalid: { word: "Mend this", tone: "bad", icon: CircleX },
  refused: { word: "Refused", tone: "bad", icon: CircleX },
  created: { word: "Payout made", tone: "sea", icon: Clock },
};
