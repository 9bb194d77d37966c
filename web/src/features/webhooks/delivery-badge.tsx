import { Badge } from "@/ui/badge";
import { Time } from "@/ui/time";
import type { Delivery } from "./delivery-calls";
import { LOOKS } from "./delivery-words";

/** The state of a delivery; of one that failed so far, that it did, and when it is tried again. */
export function DeliveryBadge({ delivery }: { delivery: Delivery }) {
  const { word, tone, icon } = LOOKS[delivery.state];
  const isTriedAgain = delivery.state === "pending" && delivery.attempt_count > 0;
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Badge tone={tone} icon={icon}>
        {isTriedAgain ? "Tried again" : word}
      </Badge>
      {isTriedAgain && delivery.next_attempt_at && (
        <span className="text-xs whitespace-nowrap text-muted">
          <Time at={delivery.next_attempt_at} />
        </span>
      )}
    </span>
  );
}
