import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Transfer } from "@/api/transfers";
import { thresholds, transfer } from "@/testing/oversight";
import { show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { balance, merchant, MERCHANT_ID } from "@/testing/world";
import { NewTransferPage } from "./new-transfer-page";

const NUMBER = "ADUL7AB2A6353FE5";
const QUOTE_ID = "019ab000-0000-7000-8000-0000000000f7";

const quote = {
  id: QUOTE_ID,
  service: "transfer",
  charged: "on_top",
  amount_paise: 500_000,
  fee_paise: 500,
  tax_paise: 90,
  total_paise: 500_590,
  rule: null,
  expires_at: "2026-11-21T05:00:00Z",
};

interface Form {
  visit?: string;
  sends?: Parameters<typeof answering>[2][];
  above?: number | null;
  recipient?: Parameters<typeof answering>[2];
  role?: "owner" | "finance" | "viewer";
}

async function open({
  visit = "visit-1",
  sends = [transfer()],
  above = null,
  recipient = { account_number: NUMBER, name: "Deccan Design Studio" },
  role = "finance",
}: Form = {}) {
  const lookedUp = answering("get", "/api/v1/transfers/recipient/", recipient);
  answering("get", "/api/v1/balance/", balance());
  answering("post", "/api/v1/fees/quote/", quote);
  answering("get", "/api/v1/approvals/settings/", thresholds({ transfers_above_paise: above }));
  const sent = answering("post", "/api/v1/transfers/", ...sends);
  const onSent = vi.fn<(transfer: Transfer) => void>();
  const shown = await show(
    <NewTransferPage visit={visit} limits={<p>What is left</p>} onSent={onSent} />,
    { merchant: merchant({ role }) },
  );
  return { ...shown, lookedUp, sent, onSent, user: userEvent.setup() };
}

type User = ReturnType<typeof userEvent.setup>;

async function fill(user: User) {
  await user.type(screen.getByLabelText("To"), "adul 7ab2 a635 3fe5");
  await user.click(await screen.findByLabelText("Yes, I mean Deccan Design Studio"));
  await user.type(screen.getByLabelText("Amount"), "5000");
  await screen.findByText(/leaves/);
}

const button = () => screen.getByRole("button", { name: /^Transfer/ });

describe("the recipient", () => {
  it("is looked up once, when the number is whole, and has to be confirmed by name", async () => {
    const { user, lookedUp, sent } = await open();
    await user.type(screen.getByLabelText("To"), "adul 7ab2 a635 3fe5");
    expect(await screen.findByText("Deccan Design Studio")).toBeInTheDocument();
    expect(lookedUp.map(({ query }) => query.to)).toEqual([NUMBER]);
    await user.type(screen.getByLabelText("Amount"), "5000");
    await user.click(button());
    expect(await screen.findByText("Confirm that this is whom you mean.")).toBeInTheDocument();
    expect(sent).toEqual([]);
  });

  it("has to be confirmed anew when the number is another one", async () => {
    const { user, sent } = await open();
    await fill(user);
    await user.clear(screen.getByLabelText("To"));
    await user.type(screen.getByLabelText("To"), "ADUL000000000001");
    expect(await screen.findByLabelText("Yes, I mean Deccan Design Studio")).not.toBeChecked();
    await user.click(button());
    expect(sent).toEqual([]);
  });

  it("that nobody knows is said to be unknown, and nothing is sent", async () => {
    const { user, sent } = await open({ recipient: refusal(404, "recipient_not_found") });
    await user.type(screen.getByLabelText("To"), NUMBER);
    expect(await screen.findByText(/Check the number with whoever gave it/)).toBeInTheDocument();
    await user.type(screen.getByLabelText("Amount"), "5000");
    await user.click(button());
    expect(sent).toEqual([]);
  });
});

describe("the consequence", () => {
  it("says what leaves, the fee, what arrives and what is left", async () => {
    const { user } = await open();
    await fill(user);
    expect(screen.getByText(/leaves/)).toHaveTextContent(
      "₹5,005.90 leaves available now; ₹5.90 of it is our fee, with tax. ₹5,000.00 arrives at Deccan Design Studio at once.",
    );
    expect(screen.getByText(/^Available:/)).toHaveTextContent("Available: ₹1,00,000.00₹94,994.10");
    expect(screen.getByText("What is left")).toBeInTheDocument();
  });

  it("says who has to agree first above the threshold, and not at it", async () => {
    const { user } = await open({ above: 499_999 });
    await fill(user);
    expect(screen.getByText(/another owner of Malabar Spices has to agree/)).toBeInTheDocument();
    expect(screen.getByText(/leaves/)).toHaveTextContent(
      "₹5,005.90 leaves available once another owner has agreed",
    );
  });

  it("says nothing of agreement at the threshold itself", async () => {
    const { user } = await open({ above: 500_000 });
    await fill(user);
    expect(screen.getByText(/leaves/)).toHaveTextContent("leaves available now");
  });
});

describe("sending", () => {
  it("sends exactly what stands there, with the promised fee and a key", async () => {
    const { user, sent, onSent } = await open();
    await fill(user);
    await user.type(screen.getByRole("textbox", { name: /^Note/ }), "For July");
    await user.click(button());
    await waitFor(() => {
      expect(onSent).toHaveBeenCalledTimes(1);
    });
    expect(sent.map(({ body }) => body)).toEqual([
      { to: NUMBER, amount_paise: 500_000, note: "For July", quote_id: QUOTE_ID },
    ]);
    expect(sent[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent[0]?.headers["x-merchant-id"]).toBe(MERCHANT_ID);
  });

  it("sends no promise that was given for another amount", async () => {
    const { user, sent } = await open();
    await fill(user);
    await user.type(screen.getByLabelText("Amount"), "0");
    await user.click(button());
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([{ to: NUMBER, amount_paise: 5_000_000 }]);
    });
  });

  it("keeps the key while no answer comes, and sends the same again", async () => {
    const { user, sent, onSent } = await open({ sends: [noAnswer, transfer()] });
    await fill(user);
    await user.click(button());
    await user.click(await screen.findByRole("button", { name: "Ask again" }));
    await waitFor(() => {
      expect(onSent).toHaveBeenCalledTimes(1);
    });
    const [first, second] = sent;
    expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
    expect(second?.body).toEqual(first?.body);
  });

  it("says a refusal in words, and takes a new key for the next try", async () => {
    const { user, sent } = await open({
      sends: [refusal(422, "recipient_limit_reached"), transfer()],
    });
    await fill(user);
    await user.click(button());
    expect(await screen.findByText("Send less, or ask the recipient.")).toBeInTheDocument();
    await user.click(button());
    await waitFor(() => {
      expect(sent).toHaveLength(2);
    });
    expect(sent[1]?.headers["idempotency-key"]).not.toBe(sent[0]?.headers["idempotency-key"]);
  });

  it("is not for viewers", async () => {
    await open({ role: "viewer" });
    expect(screen.queryByLabelText("To")).toBeNull();
  });
});
