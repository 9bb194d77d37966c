import { Ban, CircleCheck, TriangleAlert } from "lucide-react";
import { Badge } from "@/ui/badge";
import { Time } from "@/ui/time";
import type { WebhookEndpoint } from "./calls";

const WHY: Record<NonNullable<WebhookEndpoint["disabled_reason"]>, string> = {
  by_merchant: "by the team",
  by_operator: "by an operator of ours",
  gone: "it answered 410",
  failing: "it failed for days",
};

export function EndpointBadge({ endpoint }: { endpoint: WebhookEndpoint }) {
  if (endpoint.state !== "enabled") {
    return (
      <span className="flex flex-wrap items-center gap-x-2">
        <Badge tone="plain" icon={Ban}>
          Disabled
        </Badge>
        {endpoint.disabled_reason && (
          <span className="text-xs text-muted">{WHY[endpoint.disabled_reason]}</span>
        )}
      </span>
    );
  }
  if (endpoint.failing_since) {
    return (
      <span className="flex flex-wrap items-center gap-x-2">
        <Badge tone="bad" icon={TriangleAlert}>
          Failing
        </Badge>
        <span className="text-xs text-muted">
          since <Time at={endpoint.failing_since} />
        </span>
      </span>
    );
  }
  return (
    <Badge tone="good" icon={CircleCheck}>
      Enabled
    </Badge>
  );
}
