import { useQuery } from "@tanstack/react-query";
import { tariffQuery, type ServiceFee } from "@/api/books";
import { useMerchant } from "@/api/merchant";
import { Card } from "@/ui/card";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { CHARGED, priceOf, SERVICES, taxOf } from "./words";

const COLUMNS: Column<ServiceFee>[] = [
  {
    name: "For each",
    card: "title",
    cell: ({ service }) => (
      <>
        <span className="block font-medium">{SERVICES[service].one}</span>
        <span className="block text-xs font-normal text-muted">{SERVICES[service].what}</span>
      </>
    ),
  },
  {
    name: "How it is charged",
    hideBelow: "xl",
    card: "line",
    cell: ({ charged, current }) => (
      <span className="text-muted">{current === null ? "" : CHARGED[charged]}</span>
    ),
  },
  {
    name: "Costs",
    right: true,
    card: "amount",
    cell: ({ current }) => (
      <>
        <span className="block font-medium whitespace-nowrap tabular-nums">{priceOf(current)}</span>
        <span className="block text-xs text-muted">{taxOf(current)}</span>
      </>
    ),
  },
  {
    name: "Later",
    card: "line",
    cell: ({ coming }) =>
      coming.length === 0 ? (
        <span className="text-muted max-sm:hidden">No change decided</span>
      ) : (
        <ul className="grid gap-1">
          {coming.map((rule) => (
            <li key={rule.id} className="text-sm">
              <span className="font-medium tabular-nums">{priceOf(rule)}</span>{" "}
              <span className="text-muted">{taxOf(rule)} from </span>
              <Time at={rule.starts_at} className="text-muted" />
            </li>
          ))}
        </ul>
      ),
  },
];

export function TariffCard() {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(tariffQuery(merchant.id));
  return (
    <Card title="What it costs" flush>
      {!data ? (
        error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={4} />
        )
      ) : (
        <Table
          caption="Fees by service"
          columns={COLUMNS}
          rows={data.services}
          keyOf={({ service }) => service}
        />
      )}
    </Card>
  );
}
