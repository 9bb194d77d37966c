import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { api } from "@/api/client";
import { unwrap } from "@/api/problems";
import { Card } from "@/ui/card";
import { Page } from "@/ui/page";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { choose, type PreferenceCell, type PreferenceGroup } from "./calls";

const preferencesQuery = queryOptions({
  queryKey: ["notification-preferences"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/notification-preferences/", { signal })),
});

type Channel = PreferenceGroup["channels"][number];

const WAYS: Record<Channel["channel"], string> = { in_app: "Inbox", email: "E-mail" };

export function NotificationsPage() {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(preferencesQuery);
  const save = useMutation({
    // One after the other: each answer is the whole matrix, and the last of them is how it is.
    scope: { id: "notification-preferences" },
    mutationFn: choose,
    onSuccess: (told) => {
      queries.setQueryData(preferencesQuery.queryKey, told);
    },
    onError: () => refetch(),
  });
  return (
    <Page
      title="Notifications"
      lead="What you are told, and how. It holds for all of your merchants."
      narrow
    >
      {save.error && <ProblemNotice error={save.error} />}
      <Card flush>
        {!data ? (
          error ? (
            <Unloaded error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows rows={6} />
          )
        ) : (
          <ul className="divide-y divide-line">
            {data.groups.map((group) => (
              <Group
                key={group.group}
                group={group}
                saving={save.isPending ? save.variables : undefined}
                onChoose={(cell) => {
                  save.mutate(cell);
                }}
              />
            ))}
          </ul>
        )}
      </Card>
      <p className="mt-4 text-sm text-muted">
        What has a lock is told always: it is about your money, a dispute, how your account is
        secured, or the platform itself.
      </p>
    </Page>
  );
}

interface GroupProps {
  group: PreferenceGroup;
  saving: PreferenceCell | undefined;
  onChoose: (cell: PreferenceCell) => void;
}

function Group({ group, saving, onChoose }: GroupProps) {
  return (
    <li className="px-5 py-4 max-sm:px-4">
      <fieldset className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <legend className="sr-only">{group.title}</legend>
        <div className="min-w-52 flex-1">
          <p className="font-medium" aria-hidden>
            {group.title}
          </p>
          <p className="text-sm text-muted">{group.what}</p>
        </div>
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {group.channels.map((cell) => (
            <Cell
              key={cell.channel}
              group={group}
              cell={cell}
              saving={saving}
              onChoose={onChoose}
            />
          ))}
        </div>
      </fieldset>
    </li>
  );
}

/** What somebody has clicked is shown as they want it until the answer says how it is. */
function Cell({ group, cell, saving, onChoose }: GroupProps & { cell: Channel }) {
  const isSaving = saving?.group === group.group && saving.channel === cell.channel;
  return (
    <label className="flex min-h-9 w-28 items-center gap-2 max-md:min-h-11">
      <input
        type="checkbox"
        checked={isSaving ? saving.is_on : cell.is_on}
        disabled={cell.is_mandatory}
        aria-busy={isSaving}
        onChange={(event) => {
          onChoose({ group: group.group, channel: cell.channel, is_on: event.target.checked });
        }}
        className="size-4.5 shrink-0 accent-sea"
      />
      <span>{WAYS[cell.channel]}</span>
      {cell.is_mandatory && (
        <>
          <Lock aria-hidden className="size-3.5 text-muted" />
          <span className="sr-only">: always on</span>
        </>
      )}
    </label>
  );
}
