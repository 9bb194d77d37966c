import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
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

  it("is nothing where everything is well", async () => {
    await show(<StandingNotice />, { merchant: merchant() });
    expect(screen.queryByText(/verif|frozen/)).not.toBeInTheDocument();
  });
});
