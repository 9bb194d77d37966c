import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { transfer, TRANSFER_ID } from "@/testing/oversight";
import { show, showPage } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { balance, merchant, MERCHANT_ID } from "@/testing/world";
import { readTransfersSearch } from "./search";
import { TransferPage } from "./transfer-page";
import { TransfersPage } from "./transfers-page";

async function open(answer: Parameters<typeof answering>[2], at = "/") {
  answering("get", "/api/v1/balance/", balance({ virtual_account: "ADUL7AB2A6353FE5" }));
  const asked = answering("get", "/api/v1/transfers/", answer);
  const shown = await showPage(
    readTransfersSearch,
    (search, onSearch) => <TransfersPage search={search} onSearch={onSearch} />,
    { at },
  );
  return { ...shown, asked, user: userEvent.setup() };
}

describe("the list of transfers", () => {
  it("says in words which way each went, with whom, and how it stands", async () => {
    await open(
      pageOf([
        transfer({ note: "For July" }),
        transfer({
          id: "019ab000-0000-7000-8000-0000000000b9",
          direction: "in",
          counterparty_name: "Ritu Sharma Translations",
          fee_paise: null,
          tax_paise: null,
        }),
      ]),
    );
    const table = await screen.findByRole("table", { name: "Transfers, newest first" });
    const [, sent, received] = within(table).getAllByRole("row");
    expect(sent).toHaveTextContent(/To Deccan Design Studio.*For July.*Completed.*₹5,000\.00/);
    expect(received).toHaveTextContent(/From Ritu Sharma Translations/);
    expect(within(table).getByRole("link", { name: "To Deccan Design Studio" })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/transfers/${TRANSFER_ID}`,
    );
    expect(screen.getByText("ADUL7AB2A6353FE5")).toBeInTheDocument();
  });

  it("is filtered in its address, and asked for so", async () => {
    const { user, asked, address } = await open(pageOf([]), "/?status=refused");
    expect(await screen.findByText("No transfer fits")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Received" }));
    expect(address()).toBe("/?status=refused&direction=in");
    expect(asked.at(-1)?.query).toEqual({ status: "refused", direction: "in" });
    await user.click(screen.getByRole("button", { name: "Show all transfers" }));
    expect(address()).toBe("/");
    expect(await screen.findByText("No transfer yet")).toBeInTheDocument();
  });

  it("says why it could not be had", async () => {
    await open(refusal(503, "unavailable", { retryable: true }));
    expect(await screen.findByText("The platform is busy or restarting.")).toBeInTheDocument();
  });
});

describe("a transfer", () => {
  const at = async (given: Parameters<typeof transfer>[0]) => {
    answering("get", `/api/v1/transfers/${TRANSFER_ID}/`, transfer(given));
    await show(<TransferPage transferId={TRANSFER_ID} />, { merchant: merchant() });
    return screen.findByRole("list", { name: "What happened" });
  };

  it("that was sent shows its fee, and what left altogether", async () => {
    const happened = await at({});
    expect(screen.getByText("Altogether").nextSibling).toHaveTextContent("₹5,005.90");
    expect(happened).toHaveTextContent(/Sent, and arrived.*₹5,000\.00available.*Deccan/);
    expect(happened).toHaveTextContent("₹5.90");
  });

  it("that was received knows nothing of a fee, which is the sender's business", async () => {
    const happened = await at({ direction: "in", fee_paise: null, tax_paise: null });
    expect(screen.getByRole("heading", { name: "From Deccan Design Studio" })).toBeInTheDocument();
    expect(screen.queryByText("Fee")).toBeNull();
    expect(happened).toHaveTextContent("Arrived");
  });

  it("that waits says for whom and until when, and leads to the approvals", async () => {
    const happened = await at({
      status: "awaiting_approval",
      finished_at: null,
      waiting: {
        for: "approval",
        on: "another owner of this merchant",
        until: "2099-11-28T04:30:00Z",
        then: "The money moves once approved.",
      },
    });
    expect(happened).toHaveTextContent(/Asked for.*Waiting for another owner of this merchant/);
    expect(screen.getByRole("link", { name: "Go to the approvals" })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/approvals`,
    );
  });

  it("that was refused says that no money has moved", async () => {
    const happened = await at({ status: "refused", finished_at: "2026-11-21T05:30:00Z" });
    expect(screen.getByText("Another owner refused it")).toBeInTheDocument();
    expect(happened).toHaveTextContent(/Asked for.*Refused.*No money has moved/);
  });
});
