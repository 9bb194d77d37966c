import type { DealSummary, Milestone } from "@/api/deals";
import { Badge } from "@/ui/badge";
import { LOOKS, MILESTONE_LOOKS } from "./words";

export function DealBadge({ deal }: { deal: Pick<DealSummary, "status"> }) {
  const { word, tone, icon } = LOOKS[deal.status];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

export function MilestoneBadge({ milestone }: { milestone: Milestone }) {
  const { word, tone, icon } = MILESTONE_LOOKS[milestone.status];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
