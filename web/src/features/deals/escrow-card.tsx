import { useQuery } from "@tanstack/react-query";
import { agreementQuery, type Agreement } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { duration } from "@/lib/time";
import { Badge, type Tone } from "@/ui/badge";
import { Card } from "@/ui/card";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Until } from "./waiting-line";
import { EscrowBar } from "./escrow-bar";
import { MilestoneItem } from "./milestone-item";
import { SILENCE } from "./words";

const STATES: Record<Agreement["status"], { word: string; tone: Tone }> = {
  active: { word: "Running", tone: "sea" },
  completed: { word: "Completed", tone: "good" },
  cancelled: { word: "Called off", tone: "plain" },
  lapsed: { word: "Lapsed", tone: "plain" },
};

/** After both agreed: where the money is, and what is to be done about each milestone. */
export function EscrowCard({ agreementId }: { agreementId: string }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(agreementQuery(merchant.id, agreementId));
  if (!data) {
    return (
      <Card title="Escrow">
        {error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-40" />
        )}
      </Card>
    );
  }
  const { word, tone } = STATES[data.status];
  const isUnfunded = data.milestones.every(({ status }) => status === "planned");
  return (
    <Card title="Escrow" aside={<Badge tone={tone}>{word}</Badge>} flush>
      <div className="grid gap-3 px-5 pt-2 pb-4 max-sm:px-4">
        <EscrowBar agreement={data} />
        <p className="text-sm text-muted">
          {data.side === "buyer"
            ? `You buy from ${data.seller.name}.`
            : `You sell to ${data.buyer.name}.`}{" "}
          Whoever buys has {duration(data.inspection_seconds)} to look at what was handed in.{" "}
          {SILENCE[data.on_silence]}.
          {data.status === "active" && isUnfunded && (
            <>
              {" "}
              It is paid in <Until at={data.fund_by} />, or lapses.
            </>
          )}
        </p>
      </div>
      <ol aria-label="Milestones" className="divide-y divide-line border-t border-line">
        {data.milestones.map((each) => (
          <MilestoneItem key={each.id} milestone={each} agreement={data} />
        ))}
      </ol>
    </Card>
  );
}
