import { useQuery, useQueryClient } from "@tanstack/react-query";
import { PencilLine } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { thresholdsQuery, type Thresholds } from "@/api/approvals";
import { api } from "@/api/client";
import { useIntent } from "@/api/intent";
import { mayOwn, useMerchant } from "@/api/merchant";
import { Problem, unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import type { components } from "@/api/schema";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { formatForInput, paise, parseRupees, toWire } from "@/money/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Fact, Facts } from "@/ui/facts";
import { Checkbox, Field } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";

type ThresholdsBody = components["schemas"]["ThresholdsIn"];

/** Above which amounts another owner has to agree. Everybody sees them, owners change them. */
export function ThresholdsCard() {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(thresholdsQuery(merchant.id));
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Card title="From when two of you are needed">
      {!data ? (
        error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-28" />
        )
      ) : isOpen ? (
        <Form
          thresholds={data}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : (
        <div className="grid gap-4">
          <Facts>
            <Fact name="Payouts">
              <From paise={data.payouts_above_paise} />
            </Fact>
            <Fact name="Transfers">
              <From paise={data.transfers_above_paise} />
            </Fact>
            <Fact name="Releases from escrow">
              <From paise={data.releases_above_paise} />
            </Fact>
          </Facts>
          {data.waiting && (
            <Notice tone="wait" title="A change waits for another owner">
              {data.waiting.effect} Asked by {data.waiting.asked_by_name}{" "}
              <Time at={data.waiting.asked_at} />.
            </Notice>
          )}
          {mayOwn(merchant) ? (
            !data.waiting && (
              <Button
                icon={PencilLine}
                className="justify-self-start"
                onClick={() => {
                  setIsOpen(true);
                }}
              >
                Change
              </Button>
            )
          ) : (
            <p className="text-sm text-muted">Owners change these amounts.</p>
          )}
        </div>
      )}
    </Card>
  );
}

function From({ paise: amount }: { paise: number | null }) {
  if (amount === null) return <>One person is enough for any amount.</>;
  return (
    <>
      Above <Amount paise={amount} className="font-medium" /> another owner has to agree.
    </>
  );
}

interface Row {
  text: string;
  isOn: boolean;
}

function rowOf(amount: number | null): Row {
  return { text: amount === null ? "" : formatForInput(paise(amount)), isOn: amount !== null };
}

function Form({ thresholds, onClose }: { thresholds: Thresholds; onClose: () => void }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [payouts, setPayouts] = useState(() => rowOf(thresholds.payouts_above_paise));
  const [transfers, setTransfers] = useState(() => rowOf(thresholds.transfers_above_paise));
  const [releases, setReleases] = useState(() => rowOf(thresholds.releases_above_paise));
  const [wasSent, setWasSent] = useState(false);
  const intent = useIntent<ThresholdsBody, Thresholds>({
    send: (body) =>
      unwrap(
        api.PUT("/api/v1/approvals/settings/", {
          params: { header: { "X-Merchant-Id": merchant.id } },
          body,
        }),
      ),
    onDone: (saved) => {
      queryClient.setQueryData(thresholdsQuery(merchant.id).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "approvals") });
      onClose();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setWasSent(true);
    const [paidOut, sent, released] = [payouts, transfers, releases].map(amountOf);
    if (paidOut === undefined || sent === undefined || released === undefined) return;
    intent.submit({
      payouts_above_paise: paidOut,
      transfers_above_paise: sent,
      releases_above_paise: released,
    });
  };
  const told = intent.problem instanceof Problem ? intent.problem : null;
  const rows = [
    {
      name: "Payouts",
      row: payouts,
      change: setPayouts,
      problem: told?.at("/payouts_above_paise"),
    },
    {
      name: "Transfers",
      row: transfers,
      change: setTransfers,
      problem: told?.at("/transfers_above_paise"),
    },
    {
      name: "Releases from escrow",
      row: releases,
      change: setReleases,
      problem: told?.at("/releases_above_paise"),
    },
  ];
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {rows.map(({ name, row, change, problem }) => (
        <fieldset key={name} disabled={intent.phase !== "editing"} className="grid gap-2">
          <legend className="sr-only">{name}</legend>
          <Checkbox
            label={`${name} need a second owner`}
            checked={row.isOn}
            onChange={(event) => {
              change({ ...row, isOn: event.target.checked });
              intent.clear();
            }}
          />
          {row.isOn && (
            <Field
              label={`${name} above`}
              error={(wasSent ? wrongWith(row) : undefined) ?? problem}
            >
              {(control) => (
                <AmountInput
                  {...control}
                  text={row.text}
                  onText={(text) => {
                    change({ ...row, text });
                    intent.clear();
                  }}
                />
              )}
            </Field>
          )}
        </fieldset>
      ))}
      {intent.problem !== null && intent.phase !== "sending" && (
        <ProblemNotice error={intent.problem} />
      )}
      <p className="text-sm text-muted">
        A lower amount counts at once. A higher one, or none, waits for another owner if there is
        one.
      </p>
      <div className="flex flex-wrap gap-2">
        {intent.phase === "unknown" ? (
          <Button look="primary" onClick={intent.retry}>
            Ask again
          </Button>
        ) : (
          <Button type="submit" look="primary" busy={intent.phase === "sending" && "Saving …"}>
            Save thresholds
          </Button>
        )}
        <Button onClick={onClose}>Leave as they are</Button>
      </div>
    </form>
  );
}

/** Null: none. Undefined: there is no telling yet. */
function amountOf(row: Row): number | null | undefined {
  if (!row.isOn) return null;
  const parsed = parseRupees(row.text);
  return parsed.ok ? toWire(parsed.paise) : undefined;
}

function wrongWith(row: Row): string | undefined {
  const parsed = parseRupees(row.text);
  return parsed.ok ? undefined : parsed.why;
}
