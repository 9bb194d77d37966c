import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, CircleCheck, CircleX, Hourglass, RotateCcw } from "lucide-react";
import { mayOwn, useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Fact, Facts } from "@/ui/facts";
import { Json } from "@/ui/json";
import { Page } from "@/ui/page";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { SubjectLink } from "@/ui/subject-link";
import { Time } from "@/ui/time";
import { Timeline, TimelineStep } from "@/ui/timeline";
import { webhookEndpointsQuery } from "./calls";
import { DeliveryBadge } from "./delivery-badge";
import { deliveryQuery, replayDelivery, type Attempt, type DeliveryDetail } from "./delivery-calls";
import { outcomeOf, tookTime, whyGivenUp } from "./delivery-words";

export function DeliveryPage({ deliveryId }: { deliveryId: string }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(deliveryQuery(merchant.id, deliveryId));
  if (!data) {
    return (
      <Page title="Delivery" back={<Back />}>
        {error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <div
            role="status"
            aria-label="Loading the delivery"
            className="grid gap-5 lg:grid-cols-2"
          >
            <Skeleton className="h-80" />
            <Skeleton className="h-80" />
          </div>
        )}
      </Page>
    );
  }
  return <Loaded delivery={data} />;
}

function Back() {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/webhooks/deliveries"
      params={{ merchantId: merchant.id }}
      className="inline-flex items-center gap-1 text-muted hover:text-sea"
    >
      <ChevronLeft aria-hidden className="size-4" /> Deliveries
    </Link>
  );
}

function Loaded({ delivery }: { delivery: DeliveryDetail }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => replayDelivery(merchant.id, delivery.id),
    // Also after silence: it may be on its way again.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "webhooks") }),
  });
  return (
    <Page
      title={delivery.type}
      back={<Back />}
      lead={<DeliveryBadge delivery={delivery} />}
      action={
        mayOwn(merchant) &&
        delivery.allowed_moves.includes("replay") && (
          <Button
            look="primary"
            icon={RotateCcw}
            busy={isPending && "Sending …"}
            onClick={() => {
              mutate();
            }}
          >
            Send it again
          </Button>
        )
      }
    >
      {error && <ProblemNotice error={error} />}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <TheFacts delivery={delivery} />
        <Card title="Attempts">
          <Attempts delivery={delivery} />
        </Card>
      </div>
      <Card title="What is sent">
        <Json value={delivery.body} label="Body" />
      </Card>
    </Page>
  );
}

function TheFacts({ delivery }: { delivery: DeliveryDetail }) {
  const merchant = useMerchant();
  const { data: endpoints } = useQuery(webhookEndpointsQuery(merchant.id));
  const endpoint = endpoints?.results.find(({ id }) => id === delivery.endpoint_id);
  return (
    <Card title="Facts">
      <Facts>
        <Fact name="To">
          {endpoint ? (
            <code className="font-mono text-sm break-all">{endpoint.url}</code>
          ) : (
            "An endpoint that is not listed any more"
          )}
        </Fact>
        <Fact name="About">
          <SubjectLink
            subject={delivery.subject}
            className="font-mono text-sm break-all text-sea underline underline-offset-2"
            plain="font-mono text-sm break-all"
          >
            {delivery.subject}
          </SubjectLink>
        </Fact>
        <Fact name="Number">{delivery.subject_sequence} of this subject</Fact>
        <Fact name="webhook-id">
          <Reference text={delivery.event_id} what="webhook-id" />
        </Fact>
        <Fact name="Written down">
          <Time at={delivery.created_at} />
        </Fact>
        {delivery.delivered_at && (
          <Fact name="Delivered">
            <Time at={delivery.delivered_at} />
          </Fact>
        )}
        {delivery.failed_at && (
          <Fact name="Given up">
            <Time at={delivery.failed_at} />
            <span className="block text-sm text-muted">{whyGivenUp(delivery)}</span>
          </Fact>
        )}
      </Facts>
    </Card>
  );
}

function Attempts({ delivery }: { delivery: DeliveryDetail }) {
  const isWaiting = delivery.state === "pending";
  if (delivery.attempts.length === 0 && !isWaiting) {
    return <p className="text-muted">It was not tried.</p>;
  }
  return (
    <Timeline label="Attempts">
      {delivery.attempts.map((attempt) => (
        <AttemptStep key={attempt.number} attempt={attempt} />
      ))}
      {isWaiting && (
        <TimelineStep
          icon={Hourglass}
          tone="wait"
          title={delivery.attempts.length === 0 ? "On its way" : "It is sent again"}
          at={delivery.next_attempt_at && <Time at={delivery.next_attempt_at} />}
          pending
        />
      )}
    </Timeline>
  );
}

function AttemptStep({ attempt }: { attempt: Attempt }) {
  const isTaken = attempt.failure === null;
  return (
    <TimelineStep
      icon={isTaken ? CircleCheck : CircleX}
      tone={isTaken ? "good" : "bad"}
      title={outcomeOf(attempt)}
      at={<Time at={attempt.at} />}
    >
      <p>
        Attempt {attempt.number} · {tookTime(attempt.duration_ms)}
      </p>
      {attempt.answer && (
        <pre
          tabIndex={0}
          aria-label={`Answer to attempt ${attempt.number}`}
          className="max-h-40 overflow-auto rounded bg-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap text-ink"
        >
          {attempt.answer}
        </pre>
      )}
    </TimelineStep>
  );
}
