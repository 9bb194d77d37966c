import { Ban, CircleCheck, Stamp, TimerOff, Undo2, type LucideIcon } from "lucide-react";
import type { Transfer } from "@/api/transfers";
import { Badge, type Tone } from "@/ui/badge";

export const LOOKS: Record<Transfer["status"], { word: string; tone: Tone; icon: LucideIcon }> = {
  awaiting_approval: { word: "Waits for approval", tone: "wait", icon: Stamp },
  completed: { word: "Completed", tone: "good", icon: CircleCheck },
  refused: { word: "Refused", tone: "bad", icon: Ban },
  withdrawn: { word: "Withdrawn", tone: "plain", icon: Undo2 },
  expired: { word: "Not approved in time", tone: "plain", icon: TimerOff },
};

export function TransferBadge({ transfer }: { transfer: Transfer }) {
  const { word, tone, icon } = LOOKS[transfer.status];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
