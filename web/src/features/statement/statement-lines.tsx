import type { ReactNode } from "react";
import type { Statement, StatementLine } from "@/api/books";
import { dayName } from "@/lib/time";
import { Amount } from "@/money/amount";
import { Table, type Column } from "@/ui/table";

/** The first and the last row are no lines: they carry a balance in and out. */
interface Edge {
  said: string;
  on: string | null;
  balance: number;
}

type Row = { key: string; edge: Edge; line?: undefined } | { key: string; line: StatementLine };

function rowsOf(statement: Statement, isFirst: boolean): Row[] {
  const { lines } = statement;
  const [first, last] = [lines[0], lines.at(-1)];
  const opening: Edge =
    isFirst || !first
      ? { said: "Opening balance", on: statement.from, balance: statement.opening_paise }
      : { said: "Brought forward", on: null, balance: balanceBefore(first) };
  const closing: Edge =
    statement.next_after === null || !last
      ? { said: "Closing balance", on: statement.to, balance: statement.closing_paise }
      : { said: "Carried forward", on: null, balance: last.balance_paise };
  return [
    { key: "opening", edge: opening },
    ...lines.map((line) => ({ key: String(line.line), line })),
    { key: "closing", edge: closing },
  ];
}

function balanceBefore(line: StatementLine): number {
  return line.balance_paise - (line.credit_paise ?? 0) + (line.debit_paise ?? 0);
}

const COLUMNS: Column<Row>[] = [
  {
    name: "Booked",
    card: "line",
    cell: (row) =>
      row.line ? (
        <Dates line={row.line} />
      ) : (
        <span className="whitespace-nowrap text-muted">
          {row.edge.on === null ? null : dayName(row.edge.on)}
        </span>
      ),
  },
  {
    name: "What",
    card: "title",
    cell: (row) =>
      row.line ? <What line={row.line} /> : <span className="font-semibold">{row.edge.said}</span>,
  },
  {
    name: "Debit",
    right: true,
    cell: (row) => row.line && <Moved paise={row.line.debit_paise} />,
  },
  {
    name: "Credit",
    right: true,
    cell: (row) => row.line && <Moved paise={row.line.credit_paise} className="text-good" />,
  },
  {
    name: "Balance",
    right: true,
    cell: (row) =>
      row.line ? (
        <Amount paise={row.line.balance_paise} className="text-muted" />
      ) : (
        <Amount paise={row.edge.balance} className="font-semibold" />
      ),
  },
];

// A card has one amount: what moved, with its sign; the balance stands below.
const CARD: Column<Row>[] = [
  {
    name: "Moved",
    right: true,
    card: "amount",
    cell: (row) =>
      row.line ? (
        <Amount
          paise={row.line.credit_paise ?? -(row.line.debit_paise ?? 0)}
          signed
          className={row.line.credit_paise === null ? "" : "text-good"}
        />
      ) : (
        <Amount paise={row.edge.balance} className="font-semibold" />
      ),
  },
  {
    name: "Balance after",
    card: "line",
    cell: (row) =>
      row.line && (
        <>
          Balance <Amount paise={row.line.balance_paise} />
        </>
      ),
  },
];

interface StatementLinesProps {
  statement: Statement;
  isFirst: boolean;
  stale: boolean;
}

export function StatementLines({ statement, isFirst, stale }: StatementLinesProps) {
  return (
    <Table
      caption="Lines of the statement, oldest first"
      columns={COLUMNS}
      cardColumns={[...COLUMNS, ...CARD]}
      rows={rowsOf(statement, isFirst)}
      keyOf={(row) => row.key}
      stale={stale}
      toneOf={(row) => (row.line ? undefined : "bg-sunken")}
    />
  );
}

function Dates({ line }: { line: StatementLine }) {
  return (
    <span className="whitespace-nowrap text-muted">
      {dayName(line.booked_on)}
      {line.value_on !== line.booked_on && (
        <span className="block text-xs max-sm:ml-2 max-sm:inline">
          value date {dayName(line.value_on)}
        </span>
      )}
    </span>
  );
}

function What({ line }: { line: StatementLine }) {
  // A memo of foreign money says both already.
  const isSaid = line.rate !== null && line.description.includes(line.rate);
  const known = [
    line.reference && `Ref. ${line.reference}`,
    line.utr && `UTR ${line.utr}`,
    !isSaid && line.purpose_code && `Purpose ${line.purpose_code}`,
  ].filter(Boolean);
  return (
    <span className="block min-w-0">
      <span className="block break-words">{line.description}</span>
      {!isSaid && line.source_amount_minor !== null && line.source_currency !== null && (
        <Small>
          <Amount paise={line.source_amount_minor} currency={line.source_currency} />
          {line.rate !== null && ` at ${line.rate}`}
        </Small>
      )}
      {known.length > 0 && <Small>{known.join(" · ")}</Small>}
    </span>
  );
}

function Small({ children }: { children: ReactNode }) {
  return <span className="block text-xs font-normal break-words text-muted">{children}</span>;
}

function Moved({ paise, className }: { paise: number | null; className?: string }) {
  return paise === null ? null : (
    <Amount paise={paise} className={`font-medium ${className ?? ""}`} />
  );
}
