import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse } from "msw";
import { describe, expect, it } from "vitest";
import type { FeeRule, Invoice } from "@/api/books";
import { savedFiles } from "@/testing/downloads";
import { show, showPage } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { MERCHANT_ID, PAYOUT_ID } from "@/testing/world";
import { BillingPage } from "./billing-page";
import { InvoicePage } from "./invoice-page";
import { readBillingSearch } from "./search";
import { priceOf } from "./words";

const saved = savedFiles();
const INVOICE_ID = "019ab000-0000-7000-8000-0000000000a1";

function rule(given: Partial<FeeRule> = {}): FeeRule {
  return {
    id: 1,
    starts_at: "2020-01-01T00:00:00Z",
    flat_paise: 500,
    basis_points: 25,
    tax_basis_points: 1_800,
    ...given,
  };
}

const TARIFF = {
  currency: "INR",
  services: [
    { service: "payout", charged: "on_top", current: rule(), coming: [] },
    {
      service: "deposit",
      charged: "deducted",
      current: null,
      coming: [
        rule({ id: 2, starts_at: "2099-01-01T00:00:00Z", flat_paise: 0, basis_points: 200 }),
      ],
    },
  ],
};

function invoice(given: Partial<Invoice> = {}): Invoice {
  const party = { name: "Adulis Ltd", address: "1 Quay", gstin: "29AAACA0001A1ZT", state: "29" };
  return {
    id: INVOICE_ID,
    kind: "invoice",
    number: "IN/2627/00000001",
    period: "2026-10-01",
    issued_at: "2026-11-01T00:00:00Z",
    issued_on: "2026-11-01",
    currency: "INR",
    taxable_paise: 10_000,
    cgst_paise: 900,
    sgst_paise: 900,
    igst_paise: 0,
    total_paise: 11_800,
    place_of_supply: "29",
    refers_to: null,
    supplier: party,
    recipient: { ...party, name: "Malabar Spices", gstin: "" },
    lines: [
      {
        service: "payout",
        description: "Payout fees",
        sac: "997119",
        count: 24,
        is_taken_off: false,
        taxable_paise: 12_000,
        tax_paise: 2_160,
      },
      {
        service: "payout",
        description: "Payout fees given back",
        sac: "997119",
        count: 4,
        is_taken_off: true,
        taxable_paise: 2_000,
        tax_paise: 360,
      },
    ],
    item_count: 28,
    ...given,
  };
}

async function open(given: object = pageOf([invoice()]), at = "/") {
  answering("get", "/api/v1/fees/", TARIFF);
  const asked = answering("get", "/api/v1/invoices/", given);
  const shown = await showPage(
    readBillingSearch,
    (search, onSearch) => <BillingPage search={search} onSearch={onSearch} />,
    { at },
  );
  return { user: userEvent.setup(), asked, ...shown };
}

describe("the tariff", () => {
  it("says what each service costs, and what was decided about later", async () => {
    await open();
    const rows = within(await screen.findByRole("table", { name: "Fees by service" })).getAllByRole(
      "row",
    );
    expect(rows[1]).toHaveTextContent("₹5.00 + 0.25 %+ 18 % GSTNo change decided");
    // There is no tax on nothing.
    expect(rows[2]).toHaveTextContent(/^Deposit.*Free(?!\+).*2 %.*\+ 18 % GST from 1 Jan 2099/);
  });

  it.each([
    [null, "Free"],
    [rule({ flat_paise: 0, basis_points: 0 }), "Free"],
    [rule({ basis_points: 0 }), "₹5.00"],
    [rule({ flat_paise: 0 }), "0.25 %"],
  ])("%j is %s", (given, said) => {
    expect(priceOf(given)).toBe(said);
  });
});

describe("the calculator", () => {
  const QUOTE = {
    id: "019ab000-0000-7000-8000-0000000000b2",
    service: "payout",
    charged: "on_top",
    amount_paise: 500_000,
    fee_paise: 1_750,
    tax_paise: 315,
    total_paise: 502_065,
    rule: rule(),
    expires_at: "2026-11-21T05:00:00Z",
  };

  it("asks once it is told to, and shows how the answer adds up", async () => {
    const { user } = await open();
    const asked = answering("post", "/api/v1/fees/quote/", QUOTE);
    await user.type(screen.getByRole("textbox", { name: "Of" }), "5000");
    expect(asked).toHaveLength(0);
    await user.click(screen.getByRole("button", { name: "Ask for the fee" }));
    const answer = await screen.findByText("Leaves your account");
    expect(answer.closest("dl")).toHaveTextContent(
      "Payout₹5,000.00Fee+ ₹17.50GST+ ₹3.15Leaves your account= ₹5,020.65",
    );
    expect(screen.getByText(QUOTE.id)).toBeVisible();
    expect(asked[0]?.body).toEqual({ service: "payout", amount_paise: 500_000 });
    expect(asked[0]?.headers["x-merchant-id"]).toBe(MERCHANT_ID);
    // An answer about something else is taken away.
    await user.selectOptions(screen.getByRole("combobox", { name: "For a" }), "Deposit");
    expect(screen.queryByText("Leaves your account")).toBeNull();
  });

  it("says what arrives where the fee is taken out of the amount", async () => {
    const { user } = await open();
    const total = 500_000 - QUOTE.fee_paise - QUOTE.tax_paise;
    answering("post", "/api/v1/fees/quote/", {
      ...QUOTE,
      service: "deposit",
      charged: "deducted",
      total_paise: total,
    });
    await user.selectOptions(screen.getByRole("combobox", { name: "For a" }), "Deposit");
    await user.type(screen.getByRole("textbox", { name: "Of" }), "5000");
    await user.click(screen.getByRole("button", { name: "Ask for the fee" }));
    const answer = await screen.findByText("Arrives with you");
    expect(answer.closest("dl")).toHaveTextContent(
      "Deposit₹5,000.00Fee− ₹17.50GST− ₹3.15Arrives with you= ₹4,979.35",
    );
    expect(screen.queryByText("Leaves your account")).toBeNull();
  });

  it("does not ask about what is no amount", async () => {
    const { user } = await open();
    const asked = answering("post", "/api/v1/fees/quote/", QUOTE);
    await user.click(screen.getByRole("button", { name: "Ask for the fee" }));
    expect(screen.getByRole("textbox", { name: "Of" })).toBeInvalid();
    expect(asked).toHaveLength(0);
  });
});

describe("the list of invoices", () => {
  it("leads to each, and counts what was given back below zero", async () => {
    await open(pageOf([invoice({ kind: "credit_note", number: "CN/2627/00000001" })]));
    const row = within(
      await screen.findByRole("table", { name: "Documents, newest first" }),
    ).getAllByRole("row")[1];
    expect(row).toHaveTextContent("CN/2627/00000001Credit noteOctober 20261 Nov 2026−₹118.00");
    expect(screen.getAllByRole("link")[0]).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/billing/${INVOICE_ID}`,
    );
  });

  it("is narrowed to a kind, in the address", async () => {
    const { user, asked, address } = await open();
    await user.click(await screen.findByRole("button", { name: "Credit notes" }));
    await waitFor(() => {
      expect(asked.at(-1)?.query).toEqual({ kind: "credit_note" });
    });
    expect(address()).toBe("/?kind=credit_note");
  });

  it("teaches when it is empty, and says why it could not be had", async () => {
    const { unmount } = await open(pageOf([]));
    expect(await screen.findByText("No invoice yet")).toBeVisible();
    unmount();
    await open(refusal(503, "unavailable"));
    expect(await screen.findByText("The platform is busy or restarting.")).toBeVisible();
  });
});

describe("a document", () => {
  async function look(given: Partial<Invoice> = {}) {
    answering(
      "get",
      `/api/v1/invoices/${INVOICE_ID}/items/`,
      pageOf([
        {
          id: 1,
          direction: "charge",
          service: "payout",
          subject: `payout/${PAYOUT_ID}`,
          fee_paise: 500,
          tax_paise: 90,
          entry_id: "019ab000-0000-7000-8000-0000000000e1",
          at: "2026-10-02T00:00:00Z",
          recorded_at: "2026-10-02T00:00:00Z",
        },
      ]),
    );
    answering("get", `/api/v1/invoices/${INVOICE_ID}/`, invoice(given));
    await show(<InvoicePage invoiceId={INVOICE_ID} search={{}} onSearch={() => undefined} />);
    return userEvent.setup();
  }

  it("adds up: its lines to its value, value and taxes to its total", async () => {
    await look();
    const sums = (await screen.findByText("= Total")).closest("dl");
    expect(sums).toHaveTextContent("Taxable value₹100.00+ CGST₹9.00+ SGST₹9.00= Total₹118.00");
    expect(sums).not.toHaveTextContent("IGST");
    const rows = within(screen.getByRole("table", { name: "Lines of the document" })).getAllByRole(
      "row",
    );
    expect(rows[1]).toHaveTextContent("24₹120.0024 of them, tax ₹21.60");
    expect(rows[2]).toHaveTextContent("4−₹20.004 of them, tax −₹3.60");
    expect(screen.getByText("GSTIN: not registered")).toBeVisible();
  });

  it("leads to what each fee was for, and to the invoice it takes from", async () => {
    const id = "019ab000-0000-7000-8000-0000000000a0";
    await look({
      kind: "credit_note",
      number: "CN/2627/00000001",
      refers_to: { id, number: "IN/2627/00000009", issued_on: "2026-10-01" },
    });
    expect(await screen.findByText("= Total given back")).toBeVisible();
    expect(await screen.findByRole("link", { name: "IN/2627/00000009" })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/billing/${id}`,
    );
    const links = await screen.findAllByRole("link", { name: "Payout fee" });
    expect(links[0]).toHaveAttribute("href", `/m/${MERCHANT_ID}/payouts/${PAYOUT_ID}`);
  });

  it("is had as a PDF", async () => {
    const user = await look();
    answering(
      "get",
      `/api/v1/invoices/${INVOICE_ID}/pdf/`,
      () => new HttpResponse("%PDF-1.7", { headers: { "Content-Type": "application/pdf" } }),
    );
    await user.click(await screen.findByRole("button", { name: "Download PDF" }));
    await waitFor(() => {
      expect(saved.map(({ name }) => name)).toEqual(["IN-2627-00000001.pdf"]);
    });
  });
});
