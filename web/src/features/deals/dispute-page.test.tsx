import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Dispute } from "@/api/disputes";
import { agreement, dispute, DISPUTE_ID, MILESTONE_ID, submitted } from "@/testing/deals";
import { show } from "@/testing/render";
import { answering } from "@/testing/server";
import { merchant } from "@/testing/world";
import { DisputePage } from "./dispute-page";
import { MilestoneItem } from "./milestone-item";
import { atStep, stepOf } from "./settlement";

const PATH = `/api/v1/disputes/${DISPUTE_ID}`;
const PREVIEW = {
  seller_net_paise: 79_000,
  seller_fee_paise: 847,
  seller_tax_paise: 153,
  buyer_back_paise: 20_001,
  buyer_fee_paise: 0,
  buyer_tax_paise: 0,
};

async function open(shown: Dispute) {
  answering("get", `${PATH}/`, shown);
  answering("get", `${PATH}/offers/`, { results: [] });
  answering("get", `${PATH}/evidence/`, { results: [] });
  const previewed = answering("get", `${PATH}/preview/`, PREVIEW);
  await show(<DisputePage disputeId={DISPUTE_ID} />, { merchant: merchant() });
  await screen.findByRole("heading", { name: "Dispute about “All of it”" });
  return { previewed, user: userEvent.setup() };
}

const press = (name: string | RegExp) => screen.getByRole("button", { name });

describe("the settlement slider", () => {
  it("is exact at both ends, and never beyond", () => {
    for (const whole of [1n, 3n, 100n, 100_001n, 12_345_678_901n]) {
      expect(atStep(0, whole)).toBe(0n);
      expect(atStep(100, whole)).toBe(whole);
      for (let step = 0; step <= 100; step += 1) {
        expect(atStep(step, whole)).toBeLessThanOrEqual(whole);
      }
      expect(stepOf(whole, whole)).toBe(100);
      expect(stepOf(0n, whole)).toBe(0);
    }
    expect(stepOf(5n, 0n)).toBe(0);
  });

  it("offers two amounts that come to what is locked, to the paisa", async () => {
    const { user, previewed } = await open(dispute());
    const sent = answering("post", `${PATH}/offers/`, {});
    await user.click(press("Offer something else"));
    const slider = screen.getByRole("slider", { name: /To Asha Exports/ });
    fireEvent.change(slider, { target: { value: "33" } });
    expect(screen.getByLabelText("To Asha Exports")).toHaveValue("330.00");
    await waitFor(() => {
      expect(previewed.at(-1)?.query).toEqual({
        to_seller_paise: "33000",
        to_buyer_paise: "67001",
      });
    });
    await user.click(press("Make this offer"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        { to_seller_paise: 33_000, to_buyer_paise: 67_001 },
      ]);
    });
  });

  it("offers nothing above what is locked", async () => {
    const { user } = await open(dispute());
    const sent = answering("post", `${PATH}/offers/`, {});
    await user.click(press("Offer something else"));
    const field = screen.getByLabelText("To Asha Exports");
    await user.clear(field);
    await user.type(field, "1000.02");
    expect(screen.getByText("That is more than ₹1,000.01.")).toBeInTheDocument();
    await user.click(press("Make this offer"));
    expect(sent).toEqual([]);
  });
});

describe("a dispute", () => {
  it("is settled by repeating both amounts of the offer", async () => {
    const { user } = await open(dispute());
    const sent = answering("post", `${PATH}/offers/${dispute().open_offer?.id ?? ""}/accept/`, {});
    await user.click(press("Settle as offered"));
    expect(await screen.findByLabelText("Who gets what")).toHaveTextContent(
      "Arrives at Asha Exports₹790.00The seller’s fee, with tax₹10.00Comes back to Malabar Spices₹200.01",
    );
    await user.click(press("Settle: ₹800.00 to the seller, ₹200.01 back"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        { to_seller_paise: 80_000, to_buyer_paise: 20_001 },
      ]);
    });
  });

  it("has a button for each move that is allowed, and no other", async () => {
    await open(dispute({ allowed_moves: ["withdraw"], open_offer: null }));
    expect(screen.getByText("Take it back").closest("button")).not.toBeNull();
    expect(screen.queryByRole("button", { name: "Settle as offered" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Choose a file" })).toBeNull();
  });

  it("is opened with a reason, an amount and words", async () => {
    await show(
      <ol>
        <MilestoneItem milestone={submitted()} agreement={agreement()} />
      </ol>,
      { merchant: merchant() },
    );
    const user = userEvent.setup();
    const sent = answering("post", `/api/v1/milestones/${MILESTONE_ID}/dispute/`, dispute());
    await user.click(press("Dispute: All of it"));
    await user.click(press("Dispute ₹1,000.00"));
    expect(screen.getByText("Choose why.")).toBeInTheDocument();
    expect(sent).toEqual([]);
    await user.selectOptions(screen.getByLabelText("Why"), "defective");
    await user.click(press("A part"));
    await user.type(screen.getByLabelText("Amount"), "250");
    await user.type(screen.getByLabelText("What you say"), "Ten of them leak.");
    await user.click(press("Dispute ₹250.00"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        { reason: "defective", amount_paise: 25_000, statement: "Ten of them leak." },
      ]);
    });
  });

  it("claims less than is disputed, and never more", async () => {
    await show(
      <ol>
        <MilestoneItem milestone={submitted()} agreement={agreement()} />
      </ol>,
      { merchant: merchant() },
    );
    const user = userEvent.setup();
    const sent = answering("post", `/api/v1/milestones/${MILESTONE_ID}/dispute/`, dispute());
    await user.click(press("Dispute: All of it"));
    await user.selectOptions(screen.getByLabelText("Why"), "late");
    await user.type(screen.getByLabelText("What you say"), "It came in March.");
    await user.click(press("A part"));
    await user.type(screen.getByLabelText("Amount"), "250");
    await user.click(press("Less"));
    await user.type(screen.getByLabelText("Claimed"), "250.01");
    expect(screen.getByText("That is more than ₹250.00.")).toBeInTheDocument();
    await user.click(press("Open a dispute"));
    expect(sent).toEqual([]);
    await user.clear(screen.getByLabelText("Claimed"));
    await user.type(screen.getByLabelText("Claimed"), "99.99");
    await user.click(press("Dispute ₹250.00, and claim ₹99.99"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        {
          reason: "late",
          amount_paise: 25_000,
          claimed_paise: 9_999,
          statement: "It came in March.",
        },
      ]);
    });
  });
});
