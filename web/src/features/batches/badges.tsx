import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleX,
  ListChecks,
  LoaderCircle,
  Stamp,
} from "lucide-react";
import type { Batch, BatchRow } from "@/api/client";
import { Badge } from "@/ui/badge";
import { PAYOUT_LOOKS } from "@/ui/payout-badge";

export function BatchBadge({ batch }: { batch: Batch }) {
  switch (batch.status) {
    case "validated":
      return (
        <Badge tone="wait" icon={Stamp}>
          To approve
        </Badge>
      );
    case "approved":
      return (
        <Badge tone="sea" icon={LoaderCircle}>
          Making payouts
        </Badge>
      );
    case "finished":
      return (
        <Badge tone="good" icon={ListChecks}>
          All rows decided
        </Badge>
      );
    case "cancelled":
      return (
        <Badge tone="plain" icon={Ban}>
          Cancelled
        </Badge>
      );
  }
}

/** How a row stands: its payout, once there is one. */
export function RowBadge({ row }: { row: BatchRow }) {
  if (row.payout_status) {
    const { word, tone, icon } = PAYOUT_LOOKS[row.payout_status];
    return (
      <Badge tone={tone} icon={icon}>
        {word}
      </Badge>
    );
  }
  switch (row.status) {
    case "valid":
    case "created":
      return (
        <Badge tone="good" icon={CircleCheck}>
          {row.status === "valid" ? "Can be paid" : "Payout made"}
        </Badge>
      );
    case "invalid":
      return (
        <Badge tone="bad" icon={CircleAlert}>
          Wrong
        </Badge>
      );
    case "refused":
      return (
        <Badge tone="bad" icon={CircleX}>
          Refused
        </Badge>
      );
  }
}
