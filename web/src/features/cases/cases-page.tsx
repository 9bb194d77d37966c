import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LifeBuoy, SearchX } from "lucide-react";
import type { Case } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { casesQuery } from "@/api/queries";
import { compact } from "@/lib/search";
import { plainly } from "@/lib/words";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { CaseBadge, kindOf } from "./case-badge";

export interface CasesSearch {
  status?: "open" | "proposed" | "closed" | undefined;
  offset?: number | undefined;
}

const COLUMNS: Column<Case>[] = [
  { name: "Case", card: "title", cell: kindOf },
  {
    name: "Question",
    hideBelow: "lg",
    cell: (found) => <span className="line-clamp-2 max-w-xl text-muted">{found.question}</span>,
  },
  { name: "State", card: "line", cell: (found) => <CaseBadge status={found.status} /> },
  {
    name: "Decision",
    hideBelow: "lg",
    cell: (found) =>
      found.decision ? plainly(found.decision) : <span className="text-muted">–</span>,
  },
  {
    name: "Opened",
    right: true,
    card: "amount",
    cell: (found) => (
      <Time at={found.opened_at} className="text-sm font-normal whitespace-nowrap text-muted" />
    ),
  },
];

interface CasesPageProps {
  search: CasesSearch;
  onSearch: (search: CasesSearch) => void;
}

export function CasesPage({ search, onSearch }: CasesPageProps) {
  return (
    <Page
      title="Cases"
      lead="Questions no machine may answer. Two of the platform’s operators decide each, on evidence; your money stays where it is until then."
    >
      <Card flush>
        <div className="border-b border-line p-4">
          <Choice
            label="State"
            value={search.status ?? "all"}
            onChange={(status) => {
              onSearch(status === "all" ? {} : { status });
            }}
            options={[
              { value: "all", label: "All" },
              { value: "open", label: "Open" },
              { value: "proposed", label: "To confirm" },
              { value: "closed", label: "Closed" },
            ]}
          />
        </div>
        <Found search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function Found({ search, onSearch }: CasesPageProps) {
  const merchant = useMerchant();
  const query = compact(search) as Parameters<typeof casesQuery>[1];
  const { data, error, isPlaceholderData, refetch } = useQuery(casesQuery(merchant.id, query));
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={5} />
    );
  }
  if (data.results.length === 0) {
    return search.status ? (
      <Empty
        icon={SearchX}
        title="No case is in this state"
        action={
          <Button
            onClick={() => {
              onSearch({});
            }}
          >
            Show all cases
          </Button>
        }
      >
        Open ones wait for two operators, and close as soon as it is known what became of the money.
      </Empty>
    ) : (
      <Empty icon={LifeBuoy} title="No case">
        When the bank does not say what became of a payment, or says two things, a case opens by
        itself and stands here with its evidence.
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption="Cases, newest first"
        columns={COLUMNS}
        rows={data.results}
        keyOf={(found) => found.id}
        stale={isPlaceholderData}
        link={(found, content, className) => (
          <Link
            to="/m/$merchantId/cases/$caseId"
            params={{ merchantId: merchant.id, caseId: found.id }}
            className={className}
          >
            {content}
          </Link>
        )}
      />
      <Pager
        page={data}
        place={compact({ offset: search.offset })}
        onTurn={({ offset }) => {
          onSearch({ ...search, offset });
          window.scrollTo({ top: 0 });
        }}
      />
    </>
  );
}
