import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { useId } from "react";
import { api } from "@/api/client";
import { unwrap } from "@/api/problems";
import { Card } from "@/ui/card";
import { Page } from "@/ui/page";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { choose, type PreferenceCell, type PreferenceGroup } from "./calls";
import { LetterHoursCard } from "./letter-hours-card";

const preferencesQuery = queryOptions({
  queryKey: ["notification-preferences"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/notification-preferences/", { signal })),
});

type Channel = PreferenceGroup["channels"][number];

/** Why nobody can switch it off, in the words of whoever asks. */
const WHY_ALWAYS: Partial<Record<PreferenceGroup["group"], string>> = {
  disputes: "who is silent in a dispute may lose it.",
  money_back: "money of yours comes back, or is taken.",
  verification: "it decides whether money can be sent.",
  security: "somebody else may be at your account.",
  system: "it may touch everything you do here.",
};

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
          <Matrix
            groups={data.groups}
            saving={save.isPending ? save.variables : undefined}
            onChoose={(cell) => {
              save.mutate(cell);
            }}
          />
        )}
      </Card>
      <LetterHoursCard />
    </Page>
  );
}

interface Choosing {
  saving: PreferenceCell | undefined;
  onChoose: (cell: PreferenceCell) => void;
}

/** What happens, line by line, and beside it each way of being told. */
function Matrix({ groups, ...choosing }: Choosing & { groups: PreferenceGroup[] }) {
  const ways = groups[0]?.channels.map(({ channel }) => channel) ?? [];
  return (
    <table className="w-full border-collapse text-left">
      <caption className="sr-only">What you are told, and how</caption>
      <thead>
        <tr className="border-b border-line text-xs text-muted">
          <th scope="col" className="py-2.5 pr-2 pl-5 font-medium max-sm:pl-4">
            What happens
          </th>
          {ways.map((way) => (
            <th
              key={way}
              scope="col"
              className="w-20 px-1 py-2.5 text-center font-medium last:pr-5 max-sm:w-14 max-sm:last:pr-3"
            >
              {WAYS[way]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {groups.map((group) => (
          <Group key={group.group} group={group} {...choosing} />
        ))}
      </tbody>
    </table>
  );
}

function Group({ group, ...choosing }: Choosing & { group: PreferenceGroup }) {
  const why = useId();
  const isAlways = group.channels.some(({ is_mandatory }) => is_mandatory);
  return (
    <tr>
      <th scope="row" className="py-3 pr-2 pl-5 font-normal max-sm:pl-4">
        <span className="block font-medium">{group.title}</span>
        <span className="block text-sm text-muted">{group.what}</span>
        {isAlways && (
          <span id={why} className="mt-1 flex gap-1.5 text-sm text-muted">
            <Lock aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            <span>Always on: {WHY_ALWAYS[group.group] ?? "it must not be missed."}</span>
          </span>
        )}
      </th>
      {group.channels.map((cell) => (
        <td key={cell.channel} className="px-1 text-center last:pr-5 max-sm:last:pr-3">
          <Cell group={group} cell={cell} why={isAlways ? why : undefined} {...choosing} />
        </td>
      ))}
    </tr>
  );
}

interface CellProps extends Choosing {
  group: PreferenceGroup;
  cell: Channel;
  /** Where it is said why it is always on. */
  why: string | undefined;
}

/** What somebody has clicked is shown as they want it until the answer says how it is. */
function Cell({ group, cell, why, saving, onChoose }: CellProps) {
  const isSaving = saving?.group === group.group && saving.channel === cell.channel;
  return (
    <label className="inline-grid size-11 place-items-center">
      <span className="sr-only">
        {group.title}: {WAYS[cell.channel]}
        {cell.is_mandatory && ", always on"}
      </span>
      <input
        type="checkbox"
        checked={isSaving ? saving.is_on : cell.is_on}
        disabled={cell.is_mandatory}
        aria-describedby={cell.is_mandatory ? why : undefined}
        aria-busy={isSaving}
        onChange={(event) => {
          onChoose({ group: group.group, channel: cell.channel, is_on: event.target.checked });
        }}
        className="size-4.5 accent-sea"
      />
    </label>
  );
}
