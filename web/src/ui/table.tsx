import clsx from "clsx";
import type { ReactNode } from "react";

export interface Column<Row> {
  /** The heading, and the label of the value where the row is a card. */
  name: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand right. */
  right?: boolean;
  /** What gives way first when room is short. */
  hideBelow?: "lg" | "xl";
  /** On a phone the title of the card, the amount beside it, or a line below; else it is left out. */
  card?: "title" | "amount" | "line";
  width?: string;
}

interface TableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  /** Where a card is not made of the same columns. */
  cardColumns?: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string | number;
  /** A row that leads somewhere: its first cell is the link, and the whole row is as big as it. */
  link?: (row: Row, content: ReactNode, className: string) => ReactNode;
  /** Dims the rows while others are on their way. */
  stale?: boolean;
  toneOf?: (row: Row) => string | undefined;
}

const HIDDEN = { lg: "max-lg:hidden", xl: "max-xl:hidden" };

/** Dense rows; below 640 px the same as cards. */
export function Table<Row>(props: TableProps<Row>) {
  return (
    <div className={clsx(props.stale && "opacity-60")} aria-busy={props.stale ?? false}>
      <Rows {...props} />
      <Cards {...props} />
    </div>
  );
}

function Rows<Row>({ caption, columns, rows, keyOf, link, toneOf }: TableProps<Row>) {
  return (
    <div className="overflow-x-auto max-sm:hidden">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line">
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                style={column.width ? { width: column.width } : undefined}
                className={clsx(
                  "px-3 py-2.5 text-xs font-medium whitespace-nowrap text-muted first:pl-5 last:pr-5",
                  column.right && "text-right",
                  column.hideBelow && HIDDEN[column.hideBelow],
                )}
              >
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              className={clsx(
                "relative border-b border-line last:border-b-0",
                link && "hover:bg-sunken",
                toneOf?.(row),
              )}
            >
              {columns.map((column, index) => (
                <td
                  key={column.name}
                  className={clsx(
                    "px-3 py-2.5 align-middle first:pl-5 last:pr-5",
                    column.right && "text-right",
                    column.hideBelow && HIDDEN[column.hideBelow],
                  )}
                >
                  {index === 0 && link
                    ? link(
                        row,
                        column.cell(row),
                        "font-medium hover:text-sea after:absolute after:inset-0",
                      )
                    : column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards<Row>({ caption, rows, keyOf, link, toneOf, ...given }: TableProps<Row>) {
  const columns = given.cardColumns ?? given.columns;
  const title = columns.find((column) => column.card === "title") ?? columns[0];
  const amount = columns.find((column) => column.card === "amount");
  const lines = columns.filter((column) => column.card === "line");
  return (
    <ul aria-label={caption} className="divide-y divide-line sm:hidden">
      {rows.map((row) => (
        <li key={keyOf(row)} className={clsx("relative grid gap-1.5 px-4 py-3.5", toneOf?.(row))}>
          <div className="flex items-baseline justify-between gap-3">
            <div className="min-w-0 font-medium">
              {title &&
                (link
                  ? link(row, title.cell(row), "after:absolute after:inset-0")
                  : title.cell(row))}
            </div>
            {amount && <div className="shrink-0 font-medium">{amount.cell(row)}</div>}
          </div>
          {lines.map((column) => (
            <div key={column.name} className="text-sm text-muted">
              {column.cell(row)}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}
