import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { exact } from "@/lib/time";
import { show } from "@/testing/render";
import { merchant, MERCHANT_ID } from "@/testing/world";
import { StandingNotice } from "./standing-notice";

const VERIFICATION = `/m/${MERCHANT_ID}/verification`;

describe("what stands above every page", () => {
  it.each([
    ["unverified", "Verify this merchant"],
    ["submitted", "See how it stands"],
    ["refused", "See what is missing"],
  ] as const)(
    "leads the owner of an %s merchant to the verification",
    async (verification, act) => {
      await show(<StandingNotice />, { merchant: merchant({ verification }) });
      expect(screen.getByRole("link", { name: act })).toHaveAttribute("href", VERIFICATION);
    },
  );

  it("leads nowhere on the page of the verification itself", async () => {
    await show(<StandingNotice />, {
      merchant: merchant({ verification: "unverified" }),
      at: VERIFICATION,
    });
    expect(screen.getByText("This merchant is not verified")).toBeInTheDocument();
    expect(screen.queryByRole("link")).not.toBeInTheDocument();
  });

  it("tells who cannot do anything about it whose matter it is", async () => {
    await show(<StandingNotice />, {
      merchant: merchant({ verification: "unverified", role: "viewer" }),
    });
    expect(screen.getByText(/That is up to its owners/)).toBeInTheDocument();
    expect(screen.queryByRole("link")).not.toBeInTheDocument();
  });

  it("says no end of a freeze that people have to lift", async () => {
    const frozen = merchant({ payouts_frozen: true, payouts_frozen_reason: "A court order." });
    await show(<StandingNotice />, { merchant: frozen });
    expect(screen.getByText(/A court order. New payouts wait/)).toBeInTheDocument();
    expect(screen.queryByText(/go out again/)).not.toBeInTheDocument();
  });

  it("says when a freeze ends by itself", async () => {
    await show(<StandingNotice />, {
      merchant: merchant({
        payouts_frozen: true,
        payouts_frozen_reason: "A court order.",
        payouts_frozen_until: "2026-11-30T08:30:00Z",
      }),
    });
    expect(screen.getByText(/They go out again at/)).toHaveTextContent(
      exact("2026-11-30T08:30:00Z"),
    );
  });

  it("is nothing where everything is well", async () => {
    await show(<StandingNotice />, { merchant: merchant() });
    expect(screen.queryByText(/verif|frozen/)).not.toBeInTheDocument();
  });
});
