import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { BankAccount } from "@/api/client";
import { show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { account, merchant, MERCHANT_ID } from "@/testing/world";
import { NewBankAccountPage } from "./new-bank-account-page";

const HDFC = { name: "HDFC Bank", branches: [1, 240] };

async function open(role: "owner" | "finance" = "owner", thenPays = false) {
  answering("get", "/ifsc/HDFC.json", HDFC);
  // Where the list has no such bank, the app answers with itself.
  answering("get", "/ifsc/ZZZZ.json", () => new Response("<!doctype html>"));
  const onAdded = vi.fn<(account: BankAccount) => void>();
  await show(<NewBankAccountPage thenPays={thenPays} onAdded={onAdded} />, {
    merchant: merchant({ role }),
  });
  return { user: userEvent.setup(), onAdded };
}

type User = ReturnType<typeof userEvent.setup>;
const add = () => screen.getByRole("button", { name: "Add bank account" });

async function fill(user: User) {
  await user.type(screen.getByLabelText("Account holder"), "Asha Rao");
  await user.type(screen.getByLabelText("Account number"), "5010 0123 4567");
  await user.type(screen.getByLabelText("Account number again"), "501001234567");
  await user.type(screen.getByLabelText("IFSC"), "hdfc 0000240");
}

describe("a new bank account", () => {
  it("is added under the form's key, without the spaces people type", async () => {
    const { user, onAdded } = await open();
    const added = answering("post", "/api/v1/bank-accounts/", account());
    await fill(user);
    await user.dblClick(add());
    await waitFor(() => {
      expect(onAdded).toHaveBeenCalledExactlyOnceWith(account());
    });
    expect(added).toHaveLength(1);
    expect(added[0]?.body).toEqual({
      holder_name: "Asha Rao",
      account_number: "501001234567",
      ifsc: "HDFC0000240",
    });
    expect(added[0]?.headers["x-merchant-id"]).toBe(MERCHANT_ID);
    expect(added[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("keeps key and body while nobody answers, and lets nothing be changed", async () => {
    const { user, onAdded } = await open();
    const added = answering("post", "/api/v1/bank-accounts/", noAnswer, account());
    await fill(user);
    await user.click(add());
    const again = await screen.findByRole("button", { name: "Send the same again" });
    expect(screen.getByLabelText("Account number")).toBeDisabled();
    await user.click(again);
    await waitFor(() => {
      expect(onAdded).toHaveBeenCalledTimes(1);
    });
    expect(added[1]?.headers["idempotency-key"]).toBe(added[0]?.headers["idempotency-key"]);
    expect(added[1]?.body).toEqual(added[0]?.body);
  });

  it("is another one after a refusal", async () => {
    const { user, onAdded } = await open();
    const added = answering(
      "post",
      "/api/v1/bank-accounts/",
      refusal(422, "ifsc_unknown"),
      account(),
    );
    await fill(user);
    await user.click(add());
    expect(
      await screen.findByText("Read it again on a cheque or a statement of the account."),
    ).toBeInTheDocument();
    await user.type(screen.getByLabelText("IFSC"), "{Backspace}1");
    expect(screen.queryByText(/Read it again/)).not.toBeInTheDocument();
    await user.click(add());
    await waitFor(() => {
      expect(onAdded).toHaveBeenCalledTimes(1);
    });
    expect(added[1]?.headers["idempotency-key"]).not.toBe(added[0]?.headers["idempotency-key"]);
  });

  it("says what is missing at its field, goes to the first, and sends nothing", async () => {
    const { user } = await open();
    const added = answering("post", "/api/v1/bank-accounts/", account());
    await user.click(add());
    expect(screen.getByLabelText("Account holder")).toHaveAccessibleDescription(
      /Enter the name the account is held in\./,
    );
    expect(screen.getByLabelText("Account number")).toHaveAttribute("aria-invalid", "true");
    expect(screen.getByLabelText("IFSC")).toHaveAccessibleDescription(/eleven characters/);
    await waitFor(() => {
      expect(screen.getByLabelText("Account holder")).toHaveFocus();
    });
    expect(added).toHaveLength(0);
  });

  it.each([
    ["/holder_name", "Account holder"],
    ["/account_number", "Account number"],
    ["/ifsc", "IFSC"],
    ["/nickname", /^Nickname/],
  ])("shows what the platform says of %s at its field", async (pointer, label) => {
    const { user } = await open();
    const errors = [{ pointer, code: "wrong", detail: "Not like this." }];
    answering("post", "/api/v1/bank-accounts/", refusal(400, "malformed", { errors }));
    await fill(user);
    await user.click(add());
    await waitFor(() => {
      expect(screen.getByLabelText(label)).toHaveAccessibleDescription(/Not like this\./);
    });
  });

  it("may be a UPI address", async () => {
    const { user, onAdded } = await open("owner", true);
    const added = answering("post", "/api/v1/bank-accounts/", account({ kind: "vpa" }));
    await user.click(screen.getByRole("button", { name: "UPI address" }));
    await user.type(screen.getByLabelText("Account holder"), "Vikram Nair");
    await user.type(screen.getByLabelText("UPI address"), "vikram@okbank");
    expect(screen.getByLabelText("The request as a curl command")).toHaveTextContent(
      `-d '{"holder_name":"Vikram Nair","vpa":"vikram@okbank"}'`,
    );
    await user.click(screen.getByRole("button", { name: "Add and go on to pay" }));
    await waitFor(() => {
      expect(onAdded).toHaveBeenCalledTimes(1);
    });
    expect(added[0]?.body).toEqual({ holder_name: "Vikram Nair", vpa: "vikram@okbank" });
  });

  it("is for owners to decide", async () => {
    await open("finance");
    expect(screen.getByText("Only owners add bank accounts")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Add bank account" })).not.toBeInTheDocument();
  });
});

describe("an IFSC", () => {
  it.each([
    ["HDFC0000240", "HDFC Bank"],
    ["hdfc-0000 001", "HDFC Bank"],
    ["HDFC0999999", "HDFC Bank, but no branch of our list. Check the last six."],
    ["HDFCO000240", "Four letters, a zero, then six letters or digits."],
    ["ZZZZ", "No bank of our list has this code. Check the first four letters."],
  ])("%s says whose it is: %s", async (typed, says) => {
    const { user } = await open();
    await user.type(screen.getByLabelText("IFSC"), typed);
    expect(await screen.findByText(says)).toBeInTheDocument();
  });

  it("is looked up once for a bank, and takes no more than eleven characters", async () => {
    const { user } = await open();
    const asked = answering("get", "/ifsc/HDFC.json", HDFC);
    await user.type(screen.getByLabelText("IFSC"), "HDFC0000240999");
    expect(screen.getByLabelText("IFSC")).toHaveValue("HDFC0000240");
    expect(await screen.findByText("HDFC Bank")).toBeInTheDocument();
    expect(asked).toHaveLength(1);
  });
});
