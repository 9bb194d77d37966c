import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useState } from "react";
import { useMerchant } from "@/api/merchant";
import { behavioursQuery } from "@/api/queries";
import { plainly } from "@/lib/words";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Empty } from "@/ui/empty";
import { TextInput } from "@/ui/field";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";

interface Told {
  name: string;
  does: string;
  account: string;
  vpa: string;
}

const COLUMNS: Column<Told>[] = [
  {
    name: "Behaviour",
    card: "title",
    cell: (each) => <code className="font-mono text-sm">{each.name}</code>,
  },
  {
    name: "What the bank does",
    card: "line",
    cell: (each) => <span className="text-muted">{plainly(each.does)}</span>,
  },
  {
    name: "Account number",
    card: "line",
    cell: (each) => <Reference text={each.account} what="account number" />,
  },
  {
    name: "UPI address",
    hideBelow: "lg",
    cell: (each) => <Reference text={each.vpa} what="UPI address" />,
  },
];

/** Magic numbers: a bank account with one of these always lives through it. */
export function BehaviourList() {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(behavioursQuery(merchant.id));
  const [wanted, setWanted] = useState("");
  const rows = (data?.behaviours ?? [])
    .map((each) => ({
      name: String(each.name),
      does: String(each.does),
      account: String(each.account_number),
      vpa: String(each.vpa),
    }))
    .filter((each) =>
      `${each.name} ${each.does} ${each.account}`.toLowerCase().includes(wanted.toLowerCase()),
    );
  return (
    <Card
      title="Magic numbers"
      aside={
        <TextInput
          type="search"
          aria-label="Search behaviours"
          placeholder="Search"
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value);
          }}
          className="max-w-52"
        />
      }
      flush
    >
      <p className="px-5 pb-3 text-sm text-muted max-sm:px-4">
        Add a bank account with one of these numbers (any IFSC) or UPI addresses: every payout to it
        lives through the same.
      </p>
      {!data ? (
        error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={6} />
        )
      ) : rows.length === 0 ? (
        <Empty
          icon={SearchX}
          title="No behaviour is called that."
          action={
            <Button
              onClick={() => {
                setWanted("");
              }}
            >
              Show all behaviours
            </Button>
          }
        >
          Look for what the bank does: pays, refuses, times out, returns.
        </Empty>
      ) : (
        <Table
          caption="What the simulated bank can be asked to do"
          columns={COLUMNS}
          rows={rows}
          keyOf={(each) => each.name}
        />
      )}
    </Card>
  );
}
