import { describe, expect, it } from "vitest";
import { batchOf, headOf, linesOf, payoutOf } from "./evidence";

describe("a piece of evidence", () => {
  it("shows money as money, moments as moments, references to be copied", () => {
    expect(
      linesOf({
        ordered_paise: 500_000,
        sent_at: "2026-11-21T10:00:00+00:00",
        utr: "SBIN123",
        bank_says: "not_found",
        asked_count: 3,
      }),
    ).toEqual([
      { name: "Ordered", shown: { kind: "amount", paise: 500_000 } },
      { name: "Sent", shown: { kind: "moment", at: "2026-11-21T10:00:00+00:00" } },
      { name: "Utr", shown: { kind: "reference", text: "SBIN123" } },
      { name: "Bank says", shown: { kind: "text", text: "Not found" } },
      { name: "Asked", shown: { kind: "text", text: "3" } },
    ]);
  });

  it("leaves out what is not known, and tells when and by whom in its head", () => {
    const piece = { at: "2026-11-21T10:00:00+00:00", by: "bank/simbank", utr: "", payer: null };
    expect(linesOf(piece)).toEqual([]);
    expect(headOf(piece)).toEqual({ at: "2026-11-21T10:00:00+00:00", by: "bank/simbank" });
  });

  it("keeps what people and banks wrote as they wrote it", () => {
    expect(linesOf({ payer: "ASHA rao_2" })).toEqual([
      { name: "Payer", shown: { kind: "text", text: "ASHA rao_2" } },
    ]);
  });

  it("hides nothing it does not understand", () => {
    expect(linesOf({ odd: { a: 1 }, sent_at: "soon" })).toEqual([
      { name: "Odd", shown: { kind: "text", text: '{"a":1}' } },
      { name: "Sent", shown: { kind: "text", text: "Soon" } },
    ]);
  });

  it("may hold pieces of its own", () => {
    const attempts = [{ reference: "A1" }, { reference: "A2" }];
    expect(linesOf({ attempts })).toEqual([
      { name: "Attempts", shown: { kind: "list", items: attempts } },
    ]);
  });
});

describe("what a case is about", () => {
  it("leads to a payout or a batch, and nowhere else", () => {
    expect(payoutOf("payout/0199")).toBe("0199");
    expect(payoutOf("payout-return/0199")).toBeNull();
    expect(batchOf("payout-batch/0199")).toBe("0199");
    expect(batchOf("payout/0199")).toBeNull();
  });
});
