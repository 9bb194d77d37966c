import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { show } from "@/testing/render";
import { answering, refusal } from "@/testing/server";
import { merchant, MERCHANT_ID } from "@/testing/world";
import { MerchantSettingsPage } from "./merchant-settings-page";

const RENAME = `/api/v1/merchants/${MERCHANT_ID}/rename/`;

describe("the settings of a merchant", () => {
  it("say what it is, and lead to the verification", async () => {
    await show(<MerchantSettingsPage />, {
      merchant: merchant({ verification: "refused", tier: "starter", role: "finance" }),
    });
    expect(screen.getByText("A business")).toBeInTheDocument();
    expect(screen.getByText("Starter")).toBeInTheDocument();
    expect(screen.getByText("Finance")).toBeInTheDocument();
    expect(screen.getByText(MERCHANT_ID)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Go to the verification" })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/verification`,
    );
    expect(screen.queryByRole("button", { name: "Rename" })).not.toBeInTheDocument();
  });

  it("let an owner rename what is not verified, and say so", async () => {
    await show(<MerchantSettingsPage />, { merchant: merchant({ verification: "unverified" }) });
    const user = userEvent.setup();
    const renamed = answering("post", RENAME, merchant({ name: "Malabar Pepper" }));
    const button = screen.getByRole("button", { name: "Rename" });
    expect(button).toBeDisabled();
    await user.clear(screen.getByLabelText("Name"));
    await user.type(screen.getByLabelText("Name"), "  {Enter}");
    expect(await screen.findByText("Enter a name.")).toBeInTheDocument();
    await user.type(screen.getByLabelText("Name"), "Malabar Pepper {Enter}");
    expect(await screen.findByText("It is called Malabar Pepper now.")).toBeInTheDocument();
    expect(renamed.map(({ body }) => body)).toEqual([{ name: "Malabar Pepper" }]);
    await waitFor(() => {
      expect(button).toBeDisabled();
    });
  });

  it("show what the platform has against a name", async () => {
    await show(<MerchantSettingsPage />, { merchant: merchant({ verification: "unverified" }) });
    answering("post", RENAME, refusal(409, "merchant_name_taken"));
    await userEvent.type(screen.getByLabelText("Name"), " too{Enter}");
    expect(await screen.findByText("merchant_name_taken")).toBeInTheDocument();
  });

  it.each([
    ["verified", /is verified, and so the name stays/],
    ["submitted", /is being verified, and so the name stays/],
  ] as const)("keep the name of one that is %s", async (verification, says) => {
    await show(<MerchantSettingsPage />, { merchant: merchant({ verification }) });
    expect(screen.getByText(says)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Rename" })).not.toBeInTheDocument();
  });
});
