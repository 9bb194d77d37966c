import { describe, expect, it } from "vitest";
import { readBatchFile, TEMPLATE, type RowRead } from "./batch-file";

const HEAD = "holder_name,account_number,ifsc,vpa,amount_paise,row_key\n";

function rowsOf(content: string): RowRead[] {
  const read = readBatchFile(content);
  if (!read.ok) throw new Error(read.why);
  return read.rows;
}

function whyNot(content: string): string {
  const read = readBatchFile(content);
  if (read.ok) throw new Error("it was read");
  return read.why;
}

describe("a file of payouts", () => {
  it("is added up, and the template is right in every row", () => {
    expect(readBatchFile(TEMPLATE)).toMatchObject({ ok: true, good: 2, total: 625_050n });
  });

  it("may come from a spreadsheet: byte order mark, CRLF, quotes, empty lines", () => {
    const [row] = rowsOf(
      `\uFEFF${HEAD.trim()}\r\n\r\n"Rao, Asha ""AR""",123456789,HDFC0000240,,100,\r\n`,
    );
    expect(row).toEqual({
      line: 3,
      beneficiary: 'Rao, Asha "AR" · 123456789',
      amount: 100n,
      wrong: [],
    });
  });

  it("counts lines as an editor does, also after a line break inside quotes", () => {
    const rows = rowsOf(`${HEAD}"Asha\nRao",123456789,HDFC0000240,,100,\nVik,,,vik@bank,100,\n`);
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  it.each(["5000.00", "5,000", "₹5000", "-100", "+100", "0100", "1e5", " 100", "١٠٠"])(
    "never guesses what %s means",
    (amount) => {
      const [row] = rowsOf(`${HEAD}Vik,,,vik@bank,"${amount}",\n`);
      expect(row?.wrong).toEqual(["An amount is in paise, digits only: 500000 is ₹5,000.00."]);
      expect(row?.amount).toBeNull();
    },
  );

  it("marks less than a rupee", () => {
    const [row] = rowsOf(`${HEAD}Vik,,,vik@bank,99,\n`);
    expect(row?.wrong).toEqual(["A payout is at least ₹1.00, which is 100 paise."]);
  });

  it("leaves a bad row out of the sum and touches no other", () => {
    const read = readBatchFile(`${HEAD}Vik,,,vik@bank,250,\nVik,,,,999,\n`);
    expect(read).toMatchObject({ ok: true, good: 1, total: 250n });
  });

  it("wants one way to say where the money goes", () => {
    const [both, none, half] = rowsOf(
      `${HEAD}A,123456789,HDFC0000240,a@bank,100,\nA,,,,100,\nA,123456789,,,100,\n`,
    );
    expect(both?.wrong).toEqual(["Give either account_number and ifsc, or vpa."]);
    expect(none?.wrong).toEqual(["Give either account_number and ifsc, or vpa."]);
    expect(half?.wrong).toEqual(["Give account_number and ifsc together."]);
  });

  it("marks the second of two rows with one key", () => {
    const [first, second] = rowsOf(`${HEAD}A,,,a@bank,100,k1\nA,,,a@bank,100,k1\n`);
    expect(first?.wrong).toEqual([]);
    expect(second?.wrong).toEqual(["Line 2 has the same row_key."]);
  });

  it("marks a line with a cell too many", () => {
    const [row] = rowsOf(`${HEAD}A,,,a@bank,100,k1,more\n`);
    expect(row?.wrong).toEqual(["The line has 7 cells, the first line 6."]);
  });

  it("is refused as a whole for its first line", () => {
    expect(whyNot("amount\n100\n")).toContain("There is no column “amount”.");
    expect(whyNot("vpa;amount_paise\na@bank;100\n")).toContain("separated by commas");
    expect(whyNot("vpa,holder_name\na@bank,A\n")).toBe("The column amount_paise is missing.");
    expect(whyNot("vpa,vpa,amount_paise\n")).toBe("The first line names a column twice.");
  });

  it("is refused when it is empty, or not CSV", () => {
    expect(whyNot("")).toBe("The file is empty.");
    expect(whyNot(HEAD)).toBe("There is no row below the first line.");
    expect(whyNot(`${HEAD}"A,,,a@bank,100,\n`)).toBe("Line 2 is not CSV: a quote is never closed.");
    expect(whyNot(`${HEAD}"A"B,,,a@bank,100,\n`)).toBe(
      "Line 2 is not CSV: something follows a closing quote.",
    );
  });
});
