import type { Deposit } from "@/api/client";
import { Badge } from "@/ui/badge";
import { depositLook, type Look } from "./looks";

export function DepositBadge({ deposit }: { deposit: Deposit }) {
  return <LookBadge look={depositLook(deposit)} />;
}

export function LookBadge({ look }: { look: Look }) {
  return (
    <Badge tone={look.tone} icon={look.icon}>
      {look.word}
    </Badge>
  );
}
