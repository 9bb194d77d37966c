import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Deal } from "@/api/deals";
import { deal, DEAL_ID, HASH, terms } from "@/testing/deals";
import { show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { merchant } from "@/testing/world";
import { NewDealPage } from "./deal-form-page";
import { OtherTermsPage } from "./other-terms-page";

async function open(...answers: Parameters<typeof answering>[2][]) {
  const sent = answering("post", "/api/v1/deals/", ...answers);
  const onSaved = vi.fn<(deal: Deal) => void>();
  await show(<NewDealPage visit="visit-1" onSaved={onSaved} />, { merchant: merchant() });
  return { sent, onSaved, user: userEvent.setup() };
}

type User = ReturnType<typeof userEvent.setup>;

async function fill(user: User) {
  await user.type(screen.getByLabelText("Title"), "Pumps");
  await user.selectOptions(screen.getByLabelText("Category"), "machinery");
  await user.type(screen.getByLabelText("Scope"), "Forty pumps.");
  const first = within(screen.getByRole("listitem", { name: "Milestone 1" }));
  await user.type(first.getByLabelText("Name"), "All of it");
  await user.type(first.getByLabelText("Amount"), "1000");
}

const save = () => screen.getByRole("button", { name: "Save draft" });

describe("a deal that is written", () => {
  it("is saved once, under one key, however often no answer comes", async () => {
    const { user, sent, onSaved } = await open(noAnswer, deal());
    await fill(user);
    expect(screen.getByText("₹1,000.00").parentElement).toHaveTextContent("₹1,000.00 together");
    await user.click(save());
    await user.click(await screen.findByRole("button", { name: "Ask again" }));
    await waitFor(() => {
      expect(onSaved).toHaveBeenCalledTimes(1);
    });
    const [first, second] = sent;
    expect(first?.body).toMatchObject({
      kind: "request",
      format: "direct",
      terms: { milestones: [{ title: "All of it", amount_paise: 100_000 }] },
    });
    expect(second?.body).toEqual(first?.body);
    expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
  });

  it("says what is missing, and sends nothing", async () => {
    const { user, sent } = await open(deal());
    await user.click(save());
    expect(screen.getByText("Say in a few words what it is about.")).toBeInTheDocument();
    expect(screen.getByText("Give it a name.")).toBeInTheDocument();
    expect(sent).toEqual([]);
  });

  it("says while it is written how far the shares are from the whole", async () => {
    const { user } = await open(deal());
    await user.click(screen.getByRole("button", { name: "Sealed bids" }));
    await user.click(screen.getByRole("button", { name: "Add a milestone" }));
    const second = within(screen.getByRole("listitem", { name: "Milestone 2" }));
    await user.type(second.getByLabelText("Share of the price, in %"), "12.5");
    expect(screen.getByText("112.5 % together, 12.5 % too much")).toBeInTheDocument();
    await user.type(screen.getByLabelText("What you pay at most"), "1000.01");
    await user.click(screen.getByRole("button", { name: "Divide evenly" }));
    expect(screen.getByText("100 % together")).toBeInTheDocument();
    expect(second.getByText("₹500.00")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Remove milestone 1" }));
    expect(screen.getByText("50 % together, 50 % is missing")).toBeInTheDocument();
  });

  it("shows what the platform says beside the field it is about", async () => {
    const { user } = await open(
      refusal(422, "terms_invalid", {
        errors: [
          {
            pointer: "/terms/milestones/0/deliver_by",
            code: "terms_invalid",
            detail: "It is due before bids are over.",
          },
        ],
      }),
    );
    await fill(user);
    await user.click(save());
    expect(await screen.findAllByText("It is due before bids are over.")).not.toEqual([]);
    expect(screen.getByLabelText(/^Delivered by/)).toHaveAttribute("aria-invalid", "true");
  });
});

describe("other terms", () => {
  it("answer exactly the version that was read", async () => {
    answering(
      "get",
      `/api/v1/deals/${DEAL_ID}/`,
      deal({ terms: terms({ version: 3 }), allowed_moves: ["counter"] }),
    );
    const sent = answering("post", `/api/v1/deals/${DEAL_ID}/counter/`, deal());
    const onDone = vi.fn<() => void>();
    await show(<OtherTermsPage dealId={DEAL_ID} way="counter" onDone={onDone} />, {
      merchant: merchant(),
    });
    const user = userEvent.setup();
    const days = await screen.findByLabelText("Days to inspect");
    await user.clear(days);
    await user.type(days, "5");
    await user.click(screen.getByRole("button", { name: "Send these terms" }));
    await waitFor(() => {
      expect(onDone).toHaveBeenCalledTimes(1);
    });
    expect(sent[0]?.body).toMatchObject({
      version: 3,
      terms_hash: HASH,
      terms: { inspection_days: 5, scope: "Forty pumps, delivered." },
    });
  });

  it("are not asked of whoever may not answer now", async () => {
    answering("get", `/api/v1/deals/${DEAL_ID}/`, deal());
    await show(<OtherTermsPage dealId={DEAL_ID} way="counter" onDone={() => undefined} />, {
      merchant: merchant(),
    });
    expect(await screen.findByText("The terms cannot be changed by you now")).toBeInTheDocument();
  });
});
