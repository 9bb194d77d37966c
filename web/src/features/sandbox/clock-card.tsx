import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { setPlatformTime, useTicking } from "@/lib/clock";
import { exact } from "@/lib/time";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Curl } from "@/ui/curl";
import { ProblemNotice } from "@/ui/problem-notice";

const STEPS: [says: string, seconds: number][] = [
  ["1 minute", 60],
  ["15 minutes", 900],
  ["1 hour", 3_600],
  ["1 day", 86_400],
  ["1 week", 604_800],
];

export function ClockCard() {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [last, setLast] = useState(3_600);
  const now = useTicking((moment) => exact(new Date(moment).toISOString()));
  const moving = useMutation({
    mutationFn: (seconds: number) =>
      unwrap(
        api.POST("/api/v1/sandbox/clock/", {
          params: { header: { "X-Merchant-Id": merchant.id } },
          body: { seconds },
        }),
      ),
    onSuccess: async ({ now: told }) => {
      setPlatformTime(told);
      await queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) });
    },
  });
  return (
    <Card title="Move the clock">
      <div className="grid gap-4">
        <p className="text-xl font-semibold tabular-nums">{now}</p>
        <p className="text-sm text-muted">
          For everybody in this sandbox, and forward only. The bank does all that falls due
          meanwhile. Far enough ahead your session ends, as it would; sign in again and go on.
        </p>
        <div role="group" aria-label="Move forward by" className="flex flex-wrap gap-2">
          {STEPS.map(([says, seconds]) => (
            <Button
              key={says}
              busy={moving.isPending && moving.variables === seconds && "Moving …"}
              onClick={() => {
                setLast(seconds);
                if (!moving.isPending) moving.mutate(seconds);
              }}
            >
              + {says}
            </Button>
          ))}
        </div>
        {moving.isError && <ProblemNotice error={moving.error} />}
        <Curl
          request={{
            method: "POST",
            path: "/api/v1/sandbox/clock/",
            merchantId: merchant.id,
            body: { seconds: last },
          }}
        />
      </div>
    </Card>
  );
}
