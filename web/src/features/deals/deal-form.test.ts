import { describe, expect, it } from "vitest";
import { deal, terms } from "@/testing/deals";
import {
  amountsOf,
  emptyDeal,
  emptyMilestone,
  errorsOf,
  errorsOfTerms,
  fromDeal,
  fromTerms,
  nameOf,
  readCondition,
  sharesOf,
  toBody,
  toCondition,
  toTerms,
  type DealForm,
} from "./deal-form";

function filled(given: Partial<DealForm> = {}): DealForm {
  const empty = emptyDeal();
  return {
    ...empty,
    title: "Pumps",
    category: "machinery",
    terms: {
      ...empty.terms,
      scope: "Forty pumps.",
      milestones: [
        { ...emptyMilestone(), title: "First", share: "40", amount: "400" },
        { ...emptyMilestone(), title: "Rest", share: "60", amount: "600.50" },
      ],
    },
    ...given,
  };
}

describe("what a deal is sent as", () => {
  it("has amounts and a counterparty where it is direct, and nothing of bids", () => {
    const body = toBody(filled({ counterparty: "adul 7ab2 a635 3fe5", budget: "9", deadline: "" }));
    expect(body).toMatchObject({
      format: "direct",
      visibility: "invited",
      counterparty: "ADUL7AB2A6353FE5",
      budget_paise: null,
      deadline: null,
    });
    expect(body.terms.milestones.map(({ amount_paise: paise }) => paise)).toEqual([40_000, 60_050]);
    expect(body.terms.milestones.every((each) => !("share_bp" in each))).toBe(true);
  });

  it("has shares, a budget and a deadline where others bid, and no counterparty", () => {
    const body = toBody(
      filled({
        format: "sealed",
        budget: "1,000",
        deadline: "2026-12-01T18:00",
        counterparty: "ADUL7AB2A6353FE5",
      }),
    );
    expect(body).toMatchObject({
      visibility: "public",
      counterparty: null,
      budget_paise: 100_000,
      // By the clock of whoever writes, in India.
      deadline: "2026-12-01T12:30:00.000Z",
    });
    expect(body.terms.milestones.map(({ share_bp: bp }) => bp)).toEqual([4_000, 6_000]);
    expect(body.terms.milestones.every((each) => !("amount_paise" in each))).toBe(true);
  });

  it("keeps whom an edited draft is for, until somebody else is named", () => {
    const known = { id: "019ab000-0000-7000-8000-000000000002", name: "Deccan" };
    expect(toBody(filled({ known })).counterparty).toBe(known.id);
    expect(toBody(filled({ known: null })).counterparty).toBeNull();
  });

  it("is due at the end of its day, and read back as that day", () => {
    const form = filled();
    const [first] = form.terms.milestones;
    if (first) first.deliverBy = "2026-12-24";
    const [sent] = toBody(form).terms.milestones;
    expect(sent?.deliver_by).toBe("2026-12-24T18:29:59.000Z");
    const read = fromTerms(
      terms({
        milestones: [
          {
            title: "First", description: "", share_bp: null, amount_paise: 1,
            deliver_by: sent?.deliver_by ?? null, conditions: {},
          },
        ],
      }),
    ); // prettier-ignore
    expect(read.milestones[0]?.deliverBy).toBe("2026-12-24");
  });
});

describe("what is wrong with a deal", () => {
  it("is nothing where all is said", () => {
    expect(errorsOf(filled())).toEqual({});
    expect(errorsOf(filled({ format: "open", budget: "1000" }))).toEqual({});
  });

  it("is named by the place of the request", () => {
    expect(Object.keys(errorsOf(emptyDeal())).sort()).toEqual([
      "/category",
      "/terms/milestones/0/amount_paise",
      "/terms/milestones/0/title",
      "/terms/scope",
      "/title",
    ]);
  });

  it.each([
    ["40", "60", false],
    ["33.33", "66.67", false],
    ["40", "59.99", true],
    ["40", "60.01", true],
  ])("is shares that do not come to the whole: %s and %s", (one, other, isWrong) => {
    const form = filled({ format: "open" });
    form.terms.milestones.forEach((each, place) => {
      each.share = place === 0 ? one : other;
    });
    expect("/terms/milestones" in errorsOf(form)).toBe(isWrong);
  });

  it("is one share that cannot be read, and not their sum as well", () => {
    const form = filled({ format: "open" });
    const [first] = form.terms.milestones;
    if (first) first.share = "half";
    expect(Object.keys(errorsOf(form))).toEqual(["/terms/milestones/0/share_bp"]);
  });

  it("is no sum of shares where it is direct", () => {
    const form = filled();
    form.terms.milestones.forEach((each) => {
      each.share = "";
    });
    expect(errorsOf(form)).toEqual({});
  });

  it("is an account number that is none, unless somebody is known already", () => {
    expect(errorsOf(filled({ counterparty: "ADUL1" }))).toHaveProperty("/counterparty");
    const known = { id: "019ab000-0000-7000-8000-000000000002", name: "Deccan" };
    expect(errorsOf(filled({ counterparty: "ADUL1", known }))).toEqual({});
  });

  it.each([
    ["inspectionDays", "0", "/terms/inspection_days"],
    ["inspectionDays", "31", "/terms/inspection_days"],
    ["inspectionDays", "1.5", "/terms/inspection_days"],
    ["maxRounds", "0", "/terms/max_rounds"],
    ["maxRounds", "11", "/terms/max_rounds"],
    ["buyerFee", "101", "/terms/fee_split"],
    ["buyerFee", "", "/terms/fee_split"],
  ])("%s of %s", (name, text, pointer) => {
    const form = { ...filled().terms, [name]: text };
    expect(Object.keys(errorsOfTerms(form, true))).toEqual([pointer]);
  });

  it("is a document, a day or a signal without its name", () => {
    for (const condition of ["document", "date", "signal"] as const) {
      const form = filled();
      const [first] = form.terms.milestones;
      if (first) first.condition = condition;
      expect(Object.keys(errorsOf(form))).toEqual(["/terms/milestones/0/conditions"]);
    }
  });
});

describe("what releases the money", () => {
  const buyer = { type: "buyer_approves" };
  it.each([
    [{ condition: "buyer" }, { all: [buyer] }],
    [{ condition: "both" }, { all: [{ type: "both_approve" }] }],
    [
      { condition: "document", document: "bill_of_lading" },
      { all: [buyer, { type: "document", name: "bill_of_lading" }] },
    ],
    [{ condition: "date", on: "2027-03-31" }, { all: [buyer, { type: "date", on: "2027-03-31" }] }],
    [
      { condition: "signal", signal: "arrived", keyId: "" },
      { all: [buyer, { type: "signal", name: "arrived" }] },
    ],
    [
      { condition: "signal", signal: "arrived", keyId: "k-1" },
      { all: [buyer, { type: "signal", name: "arrived", key_id: "k-1" }] },
    ],
  ] as const)("%j is written as %j, and read back", (form, tree) => {
    expect(toCondition({ ...emptyMilestone(), ...form })).toEqual(tree);
    expect(readCondition(tree)).toEqual(form);
  });

  it("is kept as it was where a program wrote what no field here can say", () => {
    const tree = { any: [{ all: [buyer, { type: "date", on: "2027-01-01" }] }, buyer] };
    const read = { ...emptyMilestone(), ...readCondition(tree) };
    expect(read.condition).toBe("other");
    expect(toCondition(read)).toEqual(tree);
  });

  it("has a name that terms may have", () => {
    expect(nameOf("  Bill of Lading (3/3) ")).toBe("bill_of_lading_3_3");
    expect(nameOf("x".repeat(50))).toHaveLength(40);
    expect(nameOf("—")).toBe("");
  });
});

describe("a draft that is changed", () => {
  it("is sent as it was read where nothing is touched", () => {
    const read = terms({
      price_paise: null,
      milestones: [
        {
          title: "First", description: "Ten of them", share_bp: 3_333, amount_paise: null,
          deliver_by: "2026-12-24T18:29:59.000Z",
          conditions: { all: [{ type: "both_approve" }] },
        },
        {
          title: "Rest", description: "", share_bp: 6_667, amount_paise: null, deliver_by: null,
          conditions: { any: [{ type: "buyer_approves" }] },
        },
      ],
      fee_split: { buyer_bp: 2_550 },
      fund_within_hours: 30,
      purpose_code: "P0802",
    }); // prettier-ignore
    const sent = toTerms(fromTerms(read), false);
    expect(sent).toEqual({
      scope: read.scope,
      milestones: [
        {
          title: "First", description: "Ten of them", share_bp: 3_333,
          deliver_by: "2026-12-24T18:29:59.000Z",
          conditions: { all: [{ type: "both_approve" }] },
        },
        {
          title: "Rest", share_bp: 6_667, deliver_by: null,
          conditions: { any: [{ type: "buyer_approves" }] },
        },
      ],
      inspection_days: 14,
      on_silence: "release",
      max_rounds: 3,
      fee_split: { buyer_bp: 2_550 },
      fund_within_hours: 30,
      confirm_within_hours: 48,
      purpose_code: "P0802",
    }); // prettier-ignore
  });

  it("says whom it is for without their number", () => {
    const id = "019ab000-0000-7000-8000-000000000002";
    const read = fromDeal(deal({ counterparty_id: id, counterparty_name: "Deccan" }), terms());
    expect(read.known).toEqual({ id, name: "Deccan" });
    expect(fromDeal(deal(), terms()).known).toBeNull();
  });
});

describe("what it comes to", () => {
  it("is the sum of amounts, or unknown while one cannot be read", () => {
    const { terms: form } = filled();
    expect(amountsOf(form)).toBe(100_050n);
    const [first] = form.milestones;
    if (first) first.amount = "many";
    expect(amountsOf(form)).toBeNull();
    expect(sharesOf(form)).toBe(10_000);
  });
});
