import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { EyeOff, Star } from "lucide-react";
import { useId, useState, type SubmitEvent } from "react";
import { reviewsQuery, type Deal, type DealReview } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, FieldError, TextArea } from "@/ui/field";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { reviewDeal, type ReviewBody } from "./calls";
import { Outcome } from "./deal-form-page";
import { useDealAct } from "./use-deal-act";

/** How it was, for both: neither reads the other's word before both have given theirs, or time is up. */
export function ReviewsCard({ deal }: { deal: Deal }) {
  const merchant = useMerchant();
  const { data } = useQuery({
    ...reviewsQuery(merchant.id, deal.id),
    enabled: deal.status === "completed",
  });
  if (deal.status !== "completed") return null;
  const mayReview = deal.allowed_moves.includes("review");
  return (
    <Card title="Reviews">
      <div className="grid gap-4">
        {!data ? (
          <Skeleton className="h-16" />
        ) : (
          data.results.length > 0 && (
            <ul aria-label="Reviews" className="grid gap-4">
              {data.results.map((each) => (
                <One key={each.by_name} review={each} until={data.reviews_until} />
              ))}
            </ul>
          )
        )}
        {mayReview && <Write deal={deal} until={data?.reviews_until ?? null} />}
        {!mayReview && data?.results.length === 0 && (
          <p className="text-muted">Neither side has reviewed it.</p>
        )}
      </div>
    </Card>
  );
}

function One({ review, until }: { review: DealReview; until: string | null }) {
  if (review.stars === null) {
    return (
      <li className="flex items-start gap-2 text-muted">
        <EyeOff aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          {review.by_name} has given a review. You read it once yours is in
          {until && (
            <>
              , or <Time at={until} />
            </>
          )}
          .
        </span>
      </li>
    );
  }
  return (
    <li className="grid gap-1">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{review.is_mine ? "You" : review.by_name}</span>
        <Stars many={review.stars} />
        {review.at && <Time at={review.at} className="text-xs text-muted" />}
      </p>
      {review.comment && (
        <p className="break-words whitespace-pre-wrap text-muted">{review.comment}</p>
      )}
      {review.is_mine && review.published_at === null && (
        <p className="text-xs text-muted">The other side does not see it yet.</p>
      )}
    </li>
  );
}

function Stars({ many }: { many: number }) {
  return (
    <span role="img" aria-label={`${many} of 5 stars`} className="inline-flex gap-0.5">
      {[1, 2, 3, 4, 5].map((each) => (
        <Star
          key={each}
          aria-hidden
          className={clsx("size-4", each <= many ? "fill-sail text-sail" : "text-line-strong")}
        />
      ))}
    </span>
  );
}

const WORDS = ["", "Poor", "Below what was agreed", "As agreed", "Good", "Excellent"];

function Write({ deal, until }: { deal: Deal; until: string | null }) {
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  const [isTried, setIsTried] = useState(false);
  const name = useId();
  const intent = useDealAct<ReviewBody, unknown>({
    send: (merchantId, body) => reviewDeal(merchantId, deal.id, body),
    onDone: () => undefined,
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (intent.phase === "unknown") intent.retry();
    else if (stars > 0)
      intent.submit({ stars, ...(comment.trim() && { comment: comment.trim() }) });
  };
  const isOpen = intent.phase === "editing";
  return (
    <form onSubmit={submit} className="grid gap-4">
      <fieldset disabled={!isOpen} className="grid gap-2">
        <legend className="mb-1.5 text-sm font-medium">How was it?</legend>
        <div className="flex flex-wrap items-center gap-1">
          {[1, 2, 3, 4, 5].map((each) => (
            <label
              key={each}
              className="relative grid size-10 cursor-pointer place-items-center rounded has-focus-visible:outline-2 has-focus-visible:outline-sea max-md:size-11"
            >
              <input
                type="radio"
                name={name}
                value={each}
                checked={stars === each}
                onChange={() => {
                  setStars(each);
                }}
                className="absolute inset-0 cursor-pointer opacity-0"
              />
              <Star
                aria-hidden
                className={clsx("size-6", each <= stars ? "fill-sail text-sail" : "text-muted")}
              />
              <span className="sr-only">
                {each === 1 ? "1 star" : `${each} stars`}: {WORDS[each]}
              </span>
            </label>
          ))}
          <span className="pl-2 text-sm text-muted">{WORDS[stars]}</span>
        </div>
        {isTried && stars === 0 && <FieldError>Choose one to five stars.</FieldError>}
      </fieldset>
      <Field
        label="In words"
        optional
        hint={
          <>
            It stays as it is. The other side reads it once both have said something
            {until && (
              <>
                , or <Time at={until} />
              </>
            )}
            .
          </>
        }
      >
        {(control) => (
          <TextArea
            {...control}
            value={comment}
            maxLength={2000}
            disabled={!isOpen}
            onChange={(event) => {
              setComment(event.target.value);
            }}
          />
        )}
      </Field>
      <Outcome problem={intent.problem} isUnknown={intent.phase === "unknown"} />
      <Button
        type="submit"
        look="primary"
        busy={intent.phase === "sending" && "Giving it …"}
        className="justify-self-start"
      >
        {intent.phase === "unknown" ? "Ask again" : "Give this review"}
      </Button>
    </form>
  );
}
