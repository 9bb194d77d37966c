import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import { count, grouped } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Table, type Column } from "@/ui/table";
import type { RowRead } from "./batch-file";

const AT_FIRST = 50;

const COLUMNS: Column<RowRead>[] = [
  { name: "Line", cell: ({ line }) => <span className="tabular-nums">{line}</span>, width: "5rem" },
  {
    name: "To",
    card: "title",
    cell: ({ line, beneficiary }) => (
      <>
        <span className="text-muted sm:hidden">Line {line} · </span>
        {beneficiary || <span className="text-muted">–</span>}
      </>
    ),
  },
  { name: "Check", card: "line", cell: ({ wrong }) => <Check wrong={wrong} /> },
  {
    name: "Amount",
    right: true,
    card: "amount",
    cell: ({ amount }) =>
      amount === null ? <span className="text-muted">–</span> : <Amount paise={amount} />,
  },
];

/** The rows as this page reads them, the wrong ones first in sight. */
export function PreviewTable({ rows }: { rows: RowRead[] }) {
  const wrong = rows.filter((row) => row.wrong.length > 0);
  const [which, setWhich] = useState<"all" | "wrong">(wrong.length > 0 ? "wrong" : "all");
  const [shown, setShown] = useState(AT_FIRST);
  const chosen = which === "wrong" && wrong.length > 0 ? wrong : rows;
  return (
    <Card
      title="What is in the file"
      flush
      aside={
        wrong.length > 0 && (
          <Choice
            label="Rows"
            value={which}
            onChange={setWhich}
            options={[
              { value: "wrong", label: `Wrong (${grouped(wrong.length)})` },
              { value: "all", label: `All (${grouped(rows.length)})` },
            ]}
          />
        )
      }
    >
      <Table
        caption="Rows of the file"
        columns={COLUMNS}
        rows={chosen.slice(0, shown)}
        keyOf={({ line }) => line}
        toneOf={(row) => (row.wrong.length > 0 ? "bg-bad-soft" : undefined)}
      />
      {chosen.length > shown && (
        <div className="border-t border-line px-5 py-3">
          <Button
            size="small"
            onClick={() => {
              setShown(shown + 200);
            }}
          >
            Show more ({count(chosen.length - shown, "row")} left)
          </Button>
        </div>
      )}
    </Card>
  );
}

function Check({ wrong }: { wrong: string[] }) {
  if (wrong.length === 0) {
    return (
      <Badge tone="good" icon={CircleCheck}>
        Looks right
      </Badge>
    );
  }
  return (
    <ul className="grid gap-0.5 text-sm text-bad">
      {wrong.map((each) => (
        <li key={each} className="flex items-start gap-1.5">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {each}
        </li>
      ))}
    </ul>
  );
}
