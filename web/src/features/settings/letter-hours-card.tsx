import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/client";
import { unwrap } from "@/api/problems";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Checkbox, Field, Select, TextInput } from "@/ui/field";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { tell } from "@/ui/toast";
import { setLetterHours, type LetterHours } from "./calls";

const hoursQuery = queryOptions({
  queryKey: ["letter-hours"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/notification-preferences/letters/", { signal })),
});

/** When letters come that need not come at once: all who want them later say so here. */
export function LetterHoursCard() {
  const { data, error, refetch } = useQuery(hoursQuery);
  return (
    <Card title="When letters come">
      {data ? (
        <Hours hours={data} />
      ) : error ? (
        <Unloaded error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={2} />
      )}
    </Card>
  );
}

function Hours({ hours }: { hours: LetterHours }) {
  const queries = useQueryClient();
  const [isQuiet, setIsQuiet] = useState(hours.quiet_from !== null);
  const [from, setFrom] = useState(hours.quiet_from ?? "22:00");
  const [until, setUntil] = useState(hours.quiet_until ?? "07:00");
  const [digest, setDigest] = useState(hours.digest_hour?.toString() ?? "");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const save = useMutation({
    mutationFn: () =>
      setLetterHours({
        time_zone: zone,
        quiet_from: isQuiet ? from : null,
        quiet_until: isQuiet ? until : null,
        digest_hour: digest === "" ? null : Number(digest),
      }),
    onSuccess: (told) => {
      queries.setQueryData(hoursQuery.queryKey, told);
      tell("good", "Saved. What waits already comes when you have chosen now.");
    },
  });
  const isImpossible = isQuiet && (!from || !until || from === until);
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isImpossible) save.mutate();
      }}
    >
      {save.error && <ProblemNotice error={save.error} />}
      <Field label="Letters come" hint="What can be switched off above; all else comes at once.">
        {(control) => (
          <Select
            {...control}
            value={digest}
            onChange={(event) => {
              setDigest(event.target.value);
            }}
          >
            <option value="">as things happen</option>
            {HOURS.map((hour) => (
              <option key={hour} value={hour}>
                {`once a day, in one letter, at ${clockOf(hour)}`}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Checkbox
        label="Quiet hours"
        hint="Letters wait until they are over, unless something would be too late by then."
        checked={isQuiet}
        onChange={(event) => {
          setIsQuiet(event.target.checked);
        }}
      />
      {isQuiet && (
        <div className="grid grid-cols-2 gap-4">
          <Field label="From">
            {(control) => (
              <TextInput
                {...control}
                type="time"
                value={from}
                onChange={(event) => {
                  setFrom(event.target.value);
                }}
              />
            )}
          </Field>
          <Field label="Until" error={isImpossible ? "Give two different times." : undefined}>
            {(control) => (
              <TextInput
                {...control}
                type="time"
                value={until}
                onChange={(event) => {
                  setUntil(event.target.value);
                }}
              />
            )}
          </Field>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" busy={save.isPending && "Saving …"}>
          Save
        </Button>
        <span className="text-xs text-muted">By the clocks of {zone}.</span>
      </div>
    </form>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

function clockOf(hour: number): string {
  return `${hour.toString().padStart(2, "0")}:00`;
}
