import { useQuery } from "@tanstack/react-query";
import { Inbox, type LucideIcon, History, Stamp } from "lucide-react";
import { approvalsQuery } from "@/api/approvals";
import { useMerchant } from "@/api/merchant";
import { compact } from "@/lib/search";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { ApprovalItem } from "./approval-item";
import type { ApprovalsSearch } from "./search";
import { ThresholdsCard } from "./thresholds-card";

interface ApprovalsPageProps {
  search: ApprovalsSearch;
  onSearch: (search: ApprovalsSearch) => void;
}

export function ApprovalsPage({ search, onSearch }: ApprovalsPageProps) {
  return (
    <Page
      title="Approvals"
      lead="Above the amounts you set, one of you asks and another owner agrees. Nothing is done before."
    >
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(20rem,1fr)]">
        <Card flush>
          <div className="border-b border-line p-4">
            <Choice
              label="Box"
              value={search.box ?? "waiting"}
              onChange={(box) => {
                onSearch(box === "waiting" ? {} : { box });
              }}
              options={[
                { value: "waiting", label: "Waits for me" },
                { value: "asked", label: "Asked by me" },
                { value: "decided", label: "Decided" },
              ]}
            />
          </div>
          <Found search={search} onSearch={onSearch} />
        </Card>
        <ThresholdsCard />
      </div>
    </Page>
  );
}

function Found({ search, onSearch }: ApprovalsPageProps) {
  const merchant = useMerchant();
  const box = search.box ?? "waiting";
  const place = compact({ offset: search.offset });
  const query = { box, ...place } as Parameters<typeof approvalsQuery>[1];
  const { data, error, isPlaceholderData, refetch } = useQuery(approvalsQuery(merchant.id, query));
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={4} />
    );
  }
  if (data.results.length === 0) {
    const { icon, title, text } = NOTHING[box];
    return (
      <Empty icon={icon} title={title}>
        {text}
      </Empty>
    );
  }
  return (
    <>
      <ul
        aria-label={NAMES[box]}
        aria-busy={isPlaceholderData}
        className={`divide-y divide-line ${isPlaceholderData ? "opacity-60" : ""}`}
      >
        {data.results.map((approval) => (
          <ApprovalItem key={approval.id} approval={approval} />
        ))}
      </ul>
      <Pager
        page={data}
        place={place}
        onTurn={({ offset }) => {
          onSearch({ ...search, offset });
          window.scrollTo({ top: 0 });
        }}
      />
    </>
  );
}

type Box = "waiting" | "asked" | "decided";

const NAMES: Record<Box, string> = {
  waiting: "What waits for me",
  asked: "What I asked for",
  decided: "What was decided",
};

const NOTHING: Record<Box, { icon: LucideIcon; title: string; text: string }> = {
  waiting: {
    icon: Inbox,
    title: "Nothing waits for you",
    text: "When somebody here asks for more than one person may do alone, you decide it here.",
  },
  asked: {
    icon: Stamp,
    title: "You have asked for nothing",
    text: "What you ask for above a threshold stands here until another owner has answered.",
  },
  decided: {
    icon: History,
    title: "Nothing has been decided yet",
    text: "Who agreed, who refused, and when: it stays on record here.",
  },
};
