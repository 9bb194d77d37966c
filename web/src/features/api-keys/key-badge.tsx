import { ArrowRightLeft, Ban, CircleCheck, TimerOff } from "lucide-react";
import type { Key } from "@/api/client";
import { useTicking } from "@/lib/clock";
import { Badge } from "@/ui/badge";
import { Time } from "@/ui/time";
import { stateOf } from "./key-form";

export function KeyBadge({ apiKey }: { apiKey: Key }) {
  const state = useTicking((now) => stateOf(apiKey, now));
  if (state === "revoked") {
    return (
      <Badge tone="plain" icon={Ban}>
        Revoked
      </Badge>
    );
  }
  const isReplaced = apiKey.rotated_to !== null;
  if (state === "expired") {
    return (
      <Badge tone="plain" icon={isReplaced ? ArrowRightLeft : TimerOff}>
        {isReplaced ? "Replaced" : "Expired"}
      </Badge>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {isReplaced ? (
        <Badge tone="wait" icon={ArrowRightLeft}>
          Being replaced
        </Badge>
      ) : (
        <Badge tone="good" icon={CircleCheck}>
          Active
        </Badge>
      )}
      {apiKey.expires_at && (
        <span className="text-xs whitespace-nowrap text-muted">
          ends <Time at={apiKey.expires_at} />
        </span>
      )}
    </span>
  );
}
