import { useMutation, useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { behavioursQuery } from "@/api/queries";
import { plainly } from "@/lib/words";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Curl } from "@/ui/curl";
import { Field, Select, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";

/** What people try first, in words. */
const FAVOURITES: [behaviour: string, says: string][] = [
  ["ok", "Complete as usual"],
  ["timeout_after", "Be paid, but the answer is lost"],
  ["timeout_before", "Time out before the bank has it"],
  ["account_closed", "Be refused: account closed"],
  ["returned", "Complete, and be returned later"],
  ["stuck", "Never be confirmed"],
  ["late_success", "Be refused, and paid after all"],
  ["accepted_then_fails", "Be accepted, and fail later"],
  ["dup_hooks", "Be told twice"],
  ["crash_after", "The bank crashes after paying"],
];

export function ScenarioCard() {
  const merchant = useMerchant();
  const { data } = useQuery(behavioursQuery(merchant.id));
  const [behaviour, setBehaviour] = useState("timeout_after");
  const [typed, setTyped] = useState("1");
  const times = Math.max(1, Math.min(1000, Math.trunc(Number(typed)) || 1));
  const scripting = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/sandbox/next-payout/", {
          params: { header: { "X-Merchant-Id": merchant.id } },
          body: { behaviour, times },
        }),
      ),
  });
  const known = new Set(FAVOURITES.map(([name]) => name));
  const others =
    data?.behaviours.map(({ name }) => String(name)).filter((name) => !known.has(name)) ?? [];
  return (
    <Card title="The next payout will …">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          scripting.mutate();
        }}
      >
        <Field label="What the bank does">
          {(control) => (
            <Select
              {...control}
              value={behaviour}
              onChange={(event) => {
                setBehaviour(event.target.value);
                scripting.reset();
              }}
            >
              <optgroup label="Often tried">
                {FAVOURITES.map(([name, says]) => (
                  <option key={name} value={name}>
                    {says}
                  </option>
                ))}
              </optgroup>
              <optgroup label="Everything else">
                {others.map((name) => (
                  <option key={name} value={name}>
                    {plainly(name)}
                  </option>
                ))}
              </optgroup>
            </Select>
          )}
        </Field>
        <Field label="For how many payouts">
          {(control) => (
            <TextInput
              {...control}
              type="number"
              min={1}
              max={1000}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
              }}
              onBlur={() => {
                setTyped(String(times));
              }}
              className="max-w-28"
            />
          )}
        </Field>
        <Does name={behaviour} />
        {scripting.isError && <ProblemNotice error={scripting.error} />}
        {scripting.isSuccess && (
          <p role="status" className="flex items-center gap-2 text-good">
            <CircleCheck aria-hidden className="size-4" /> Set. It strikes the next payout that
            reaches the bank.
          </p>
        )}
        <Button type="submit" look="primary" busy={scripting.isPending && "Setting …"}>
          Set it
        </Button>
        <Curl
          request={{
            method: "POST",
            path: "/api/v1/sandbox/next-payout/",
            merchantId: merchant.id,
            body: { behaviour, times },
          }}
        />
      </form>
    </Card>
  );
}

function Does({ name }: { name: string }) {
  const merchant = useMerchant();
  const { data } = useQuery(behavioursQuery(merchant.id));
  const found = data?.behaviours.find((each) => each.name === name);
  return found ? <p className="text-sm text-muted">{plainly(String(found.does))}.</p> : null;
}
