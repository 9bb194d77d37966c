import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { limit, limits } from "@/testing/oversight";
import { show } from "@/testing/render";
import { answering, refusal } from "@/testing/server";
import { LimitLeft } from "./limit-left";
import { LimitsCard } from "./limits-card";

describe("the card of limits", () => {
  it("says of each kind what is used, what is left and of how much", async () => {
    answering(
      "get",
      "/api/v1/limits/",
      limits(
        limit({ window: "single", maximum_paise: 500_000, used_paise: null, left_paise: 500_000 }),
        limit(),
        limit({ window: "month", maximum_paise: null, used_paise: 9_000_000, left_paise: null }),
        limit({ kind: "payout", window: "single", maximum_paise: null, left_paise: null }),
        limit({ kind: "payout", used_paise: 1_000_000, left_paise: 0 }),
        limit({ kind: "deposit", used_paise: 0, left_paise: 1_000_000 }),
      ),
    );
    await show(<LimitsCard />);
    const sent = await screen.findByRole("region", { name: "Transfers sent" });
    expect(within(sent).getByText(/At once/)).toHaveTextContent("At once: up to ₹5,000.00");
    expect(within(sent).getByText(/left of/)).toHaveTextContent("₹7,500.00 left of ₹10,000.00");
    expect(within(sent).getByText("No limit.")).toBeInTheDocument();
    expect(sent).toHaveTextContent("₹90,000.00 used");
    const paid = screen.getByRole("region", { name: "Payouts" });
    expect(within(paid).getByText(/left of/)).toHaveTextContent("₹0.00 left of ₹10,000.00");
    expect(within(paid).getByText(/At once/)).toHaveTextContent("At once: no limit of its own");
    expect(screen.getByRole("region", { name: "Deposits" })).toHaveTextContent("₹10,000.00 left");
    expect(screen.getByText("Tier: Standard")).toBeInTheDocument();
  });

  it("says why there is nothing to see", async () => {
    answering("get", "/api/v1/limits/", refusal(503, "unavailable", { retryable: true }));
    await show(<LimitsCard />);
    expect(await screen.findByText("The platform is busy or restarting.")).toBeInTheDocument();
  });
});

describe("what is left, in a form", () => {
  it("names the limits there are, of this kind only", async () => {
    answering(
      "get",
      "/api/v1/limits/",
      limits(
        limit({ kind: "payout", window: "day", left_paise: 100 }),
        limit({ window: "single", maximum_paise: 500_000, used_paise: null, left_paise: 500_000 }),
        limit(),
        limit({ window: "month", maximum_paise: null, left_paise: null }),
      ),
    );
    await show(<LimitLeft kind="transfer_out" />);
    expect(await screen.findByText(/Your limit/)).toHaveTextContent(
      "Your limit lets you send ₹5,000.00 at once and ₹7,500.00 today.",
    );
  });
});
