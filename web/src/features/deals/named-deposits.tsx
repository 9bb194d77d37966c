import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Hourglass } from "lucide-react";
import type { Deposit } from "@/api/client";
import type { Milestone } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { depositsQuery, depositTimelineQuery } from "@/api/queries";
import { platformNow } from "@/lib/clock";
import { absolute } from "@/lib/time";
import { Amount } from "@/money/amount";
import { formatMinor } from "@/money/money";
import { Field, Select } from "@/ui/field";

/** What is on its way: of what has cleared, the wallet has it, and pays like any other money. */
const ON_ITS_WAY = ["captured", "processing", "created"] as const;
const MOST = 20;

/** Deposits that may be named to pay for a milestone, those that clear soonest first. */
export function useDepositsOnTheirWay(milestone: Milestone): Deposit[] {
  const merchant = useMerchant();
  return useQueries({
    queries: ON_ITS_WAY.map((status) => depositsQuery(merchant.id, { status, limit: MOST })),
    combine: (asked) =>
      asked
        .flatMap(({ data }) => data?.results ?? [])
        .filter(({ id }) => !milestone.awaited_deposit_ids.includes(id)),
  });
}

interface WhichProps {
  deposits: Deposit[];
  chosen: string;
  onChoose: (depositId: string) => void;
  isTried: boolean;
  isOpen: boolean;
}

export function WhichDeposit({ deposits, chosen, onChoose, isTried, isOpen }: WhichProps) {
  return (
    <Field
      label="Which deposit"
      error={isTried && chosen === "" ? "Choose the deposit that pays." : undefined}
    >
      {(control) => (
        <Select
          {...control}
          value={chosen}
          disabled={!isOpen}
          onChange={(event) => {
            onChoose(event.target.value);
          }}
        >
          <option value="">Choose …</option>
          {deposits.map((each) => (
            <option key={each.id} value={each.id}>
              {inALine(each)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** How much, how far it is, and what it was called. */
function inALine(deposit: Deposit): string {
  const called = deposit.description || deposit.reference;
  return [brings(deposit), standing(deposit), called].filter(Boolean).join(" · ");
}

export function brings({ credited_paise: credited, amount_minor, currency }: Deposit): string {
  return credited === null
    ? formatMinor(BigInt(amount_minor), currency)
    : formatMinor(BigInt(credited), "INR");
}

function standing({ status, clears_at: clearsAt }: Deposit): string {
  if (status === "captured")
    return clearsAt === null ? "paid, not cleared" : `clears ${absolute(clearsAt, platformNow())}`;
  return status === "processing" ? "being paid" : "not paid yet";
}

/** What was named before, while it is on its way: nobody has to pay a second time. */
export function AwaitedDeposits({ milestone }: { milestone: Milestone }) {
  const merchant = useMerchant();
  const isMissing = milestone.missing_paise > 0;
  const found = useQueries({
    queries: (isMissing ? milestone.awaited_deposit_ids : []).map((id) =>
      depositTimelineQuery(merchant.id, id),
    ),
    combine: (asked) =>
      asked
        .flatMap(({ data }) => (data ? [data.deposit] : []))
        .filter(({ status }) => ON_ITS_WAY.some((each) => each === status)),
  });
  return found.map((deposit) => (
    <p key={deposit.id} className="flex items-start gap-1.5 text-sm text-muted">
      <Hourglass aria-hidden className="mt-0.5 size-3.5 shrink-0 text-wait" />
      <span>
        <Link
          to="/m/$merchantId/deposits/$depositId"
          params={{ merchantId: merchant.id, depositId: deposit.id }}
          className="text-sea underline underline-offset-2"
        >
          A deposit of {brings(deposit)}
        </Link>{" "}
        pays the <Amount paise={milestone.missing_paise} className="text-ink" /> that are missing as
        soon as it has cleared ({standing(deposit)}).
      </span>
    </p>
  ));
}
