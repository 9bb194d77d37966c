import { describe, expect, it } from "vitest";
import { readBatchFile, type RowRead } from "./batch-file";
import { csvOf, TEMPLATE } from "./csv";

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
    expect(readBatchFile(TEMPLATE)).toMatchObject({ ok: true, good: 2, total: 1_500_000n });
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

describe("bank details in a row", () => {
  it("are either an account one has, or details, never both", () => {
    const head = "bank_account_id,holder_name,vpa,amount_paise\n";
    const [known, both, named] = rowsOf(`${head}019ab,,,100\n019ab,,a@bank,100\n019ab,A,,100\n`);
    expect(known).toMatchObject({ beneficiary: "a bank account of yours", wrong: [] });
    expect(both?.wrong).toEqual(["Give bank_account_id, or bank details, not both."]);
    expect(named?.wrong).toEqual(["Give bank_account_id, or bank details, not both."]);
  });

  it("need a name", () => {
    const [row] = rowsOf(`${HEAD},,,a@bank,100,\n`);
    expect(row?.wrong).toEqual(["Give holder_name too."]);
  });
});

describe("many rows", () => {
  const rows = (many: number) => HEAD + "A,,,a@bank,100,\n".repeat(many);

  it("are read up to ten thousand, and add up", () => {
    expect(readBatchFile(rows(10_000))).toMatchObject({
      ok: true,
      good: 10_000,
      total: 1_000_000n,
    });
    expect(whyNot(rows(10_001))).toBe("A batch has at most 10,000 rows. Split the file.");
  });

  it("add up beyond what a float can count", () => {
    const most = `${HEAD}${"A,,,a@bank,10000000000000,\n".repeat(1001)}B,,,b@bank,101,\n`;
    expect(readBatchFile(most)).toMatchObject({ good: 1002, total: 10_010_000_000_000_101n });
    const [row] = rowsOf(`${HEAD}A,,,a@bank,10000000000001,\n`);
    expect(row?.wrong).toEqual(["That is more than any payment can be."]);
  });
});

describe("a file written here", () => {
  it("is quoted where it has to be, and runs nothing in a spreadsheet", () => {
    const written = csvOf([
      ["a,b", 'say "hi"', "two\nlines", null, -5],
      ["=1+1", "+1", "-1", "@x", "plain"],
    ]);
    expect(written).toBe('"a,b","say ""hi""","two\nlines",,-5\r\n' + "'=1+1,'+1,'-1,'@x,plain\r\n");
  });
});
