/**
 * What can be told about a CSV file of payouts before it is sent: the same columns and the same strict
 * amounts as the API's. The API checks every row again, and its word counts; this is so that nobody
 * sends a file to learn that its first line was wrong.
 */
import { MOST_PAISE, paise, type Paise } from "@/money/money";

const COLUMNS = [
  "holder_name",
  "account_number",
  "ifsc",
  "vpa",
  "amount_paise",
  "bank_account_id",
  "mode",
  "narration",
  "reference",
  "purpose",
  "row_key",
] as const;
type ColumnName = (typeof COLUMNS)[number];

const MOST_ROWS = 10_000;
export const MOST_BYTES = 10 * 1_048_576;
const LEAST_PAISE = 100n;

export interface RowRead {
  /** Of the file, as an editor counts. */
  line: number;
  beneficiary: string;
  amount: Paise | null;
  /** What is wrong; nothing when the row looks right from here. */
  wrong: string[];
}

export type FileRead =
  { ok: false; why: string } | { ok: true; rows: RowRead[]; good: number; total: Paise };

export function readBatchFile(content: string): FileRead {
  const records = recordsOf(content.replace(/^\uFEFF/, ""));
  if (typeof records === "string") return { ok: false, why: records };
  const [header, ...lines] = records;
  if (!header) return { ok: false, why: "The file is empty." };
  const why = wrongWithHeader(header.cells) ?? wrongWithSize(lines.length);
  if (why) return { ok: false, why };
  const rows = lines.map(({ line, cells }) => readRow(line, header.cells, cells));
  markRepeatedKeys(rows, lines, header.cells.indexOf("row_key"));
  const good = rows.filter(({ wrong }) => wrong.length === 0);
  const total = good.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n);
  return { ok: true, rows, good: good.length, total };
}

function wrongWithHeader(header: string[]): string | null {
  const unknown = header.find((name) => !COLUMNS.some((each) => each === name));
  if (unknown !== undefined) {
    return `There is no column “${unknown.slice(0, 40)}”. The first line names the columns, separated by commas.`;
  }
  if (new Set(header).size !== header.length) return "The first line names a column twice.";
  if (!header.includes("amount_paise")) return "The column amount_paise is missing.";
  return null;
}

function wrongWithSize(rows: number): string | null {
  if (rows === 0) return "There is no row below the first line.";
  return rows > MOST_ROWS ? "A batch has at most 10,000 rows. Split the file." : null;
}

function readRow(line: number, header: string[], cells: string[]): RowRead {
  const at = (name: ColumnName): string => cells[header.indexOf(name)] ?? "";
  const wrong: string[] = [];
  if (cells.length !== header.length) {
    wrong.push(`The line has ${cells.length} cells, the first line ${header.length}.`);
    return { line, beneficiary: "", amount: null, wrong };
  }
  const amount = readAmount(at("amount_paise"), wrong);
  const known = at("bank_account_id") !== "";
  const byNumber = at("account_number") !== "" || at("ifsc") !== "";
  const byVpa = at("vpa") !== "";
  if (known && (byNumber || byVpa || at("holder_name") !== "")) {
    wrong.push("Give bank_account_id, or bank details, not both.");
  } else if (!known) {
    if (byNumber === byVpa) wrong.push("Give either account_number and ifsc, or vpa.");
    else if (byNumber && (at("account_number") === "" || at("ifsc") === "")) {
      wrong.push("Give account_number and ifsc together.");
    }
    if (at("holder_name") === "") wrong.push("Give holder_name too.");
  }
  const number = at("vpa") || at("account_number") || (known ? "a bank account of yours" : "");
  return {
    line,
    beneficiary: [at("holder_name"), number].filter(Boolean).join(" · "),
    amount,
    wrong,
  };
}

/** Paise, as digits and nothing else: `5000.00` could be rupees, and is not guessed at. */
function readAmount(cell: string, wrong: string[]): Paise | null {
  if (!/^(0|[1-9]\d{0,17})$/.test(cell)) {
    wrong.push(
      cell === "" ? "Give an amount." : "An amount is in paise, digits only: 500000 is ₹5,000.00.",
    );
    return null;
  }
  const amount = paise(BigInt(cell));
  if (amount < LEAST_PAISE) wrong.push("A payout is at least ₹1.00, which is 100 paise.");
  if (amount > MOST_PAISE) wrong.push("That is more than any payment can be.");
  return amount;
}

function markRepeatedKeys(
  rows: RowRead[],
  lines: { line: number; cells: string[] }[],
  at: number,
): void {
  if (at < 0) return;
  const seen = new Map<string, number>();
  lines.forEach(({ line, cells }, index) => {
    const key = cells[at] ?? "";
    if (key === "") return;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, line);
    else rows[index]?.wrong.push(`Line ${first} has the same row_key.`);
  });
}

interface FileRecord {
  line: number;
  cells: string[];
}

/** RFC 4180: quotes around a cell, doubled inside it, and line breaks only there. */
function recordsOf(content: string): FileRecord[] | string {
  const records: FileRecord[] = [];
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let wasQuoted = false;
  let line = 1;
  let begins = 1;
  const endCell = (): void => {
    cells.push(cell);
    cell = "";
    wasQuoted = false;
  };
  const endRecord = (): void => {
    endCell();
    if (cells.some((each) => each.trim() !== "")) records.push({ line: begins, cells });
    cells = [];
    begins = line;
  };
  for (let at = 0; at < content.length; at += 1) {
    const char = content.charAt(at);
    if (char === "\n") line += 1;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (content.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else {
        isQuoted = false;
        wasQuoted = true;
      }
    } else if (char === '"' && cell === "" && !wasQuoted) isQuoted = true;
    else if (char === ",") endCell();
    else if (char === "\n") endRecord();
    else if (char === "\r" && content.charAt(at + 1) === "\n") continue;
    else if (wasQuoted) return `Line ${line} is not CSV: something follows a closing quote.`;
    else cell += char;
  }
  if (isQuoted) return `Line ${begins} is not CSV: a quote is never closed.`;
  if (cell !== "" || cells.length > 0 || wasQuoted) endRecord();
  return records;
}
