import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { show } from "@/testing/render";
import { answering, noAnswer, pageOf, refusal } from "@/testing/server";
import { account, ACCOUNT_ID, merchant } from "@/testing/world";
import { BankAccountsPage } from "./bank-accounts-page";

const PATH = `/api/v1/bank-accounts/${ACCOUNT_ID}/`;

async function begin(what: "Verify" | "Rename" | "Archive") {
  answering("get", "/api/v1/bank-accounts/", pageOf([account({ verification: "unverified" })]));
  await show(<BankAccountsPage search={{}} onSearch={() => undefined} />);
  const user = userEvent.setup();
  const table = await screen.findByRole("table");
  await user.click(within(table).getByRole("button", { name: "Actions for Asha Rao" }));
  await user.click(await screen.findByRole("menuitem", { name: what }));
  return { user, panel: await screen.findByRole("region", { name: `${what} Asha Rao` }) };
}

describe("verifying", () => {
  it.each([
    [
      { verification: "verified", registered_name: "ASHA RAO", name_match_score: 96 },
      "The names fit: 96 of 100",
    ],
    [
      { verification: "failed", registered_name: "VIKRAM NAIR", name_match_score: 12 },
      "Somebody else’s name: 12 of 100",
    ],
    [
      { verification: "failed", registered_name: null, name_match_score: null },
      "The bank knows no such account that takes money",
    ],
  ] as const)("says what the bank said: %j", async (told, says) => {
    const { user, panel } = await begin("Verify");
    answering("post", `${PATH}verify/`, account(told));
    await user.click(within(panel).getByRole("button", { name: "Verify" }));
    expect(await within(panel).findByText(says)).toBeInTheDocument();
  });

  it("says what happened and what to do when the bank does not answer", async () => {
    const { user, panel } = await begin("Verify");
    answering(
      "post",
      `${PATH}verify/`,
      refusal(503, "bank_not_answering", { title: "The bank is silent." }),
    );
    await user.click(within(panel).getByRole("button", { name: "Verify" }));
    expect(await within(panel).findByText("The bank is silent.")).toBeInTheDocument();
    expect(
      within(panel).getByText("Nothing was changed. Try again in a moment."),
    ).toBeInTheDocument();
    expect(within(panel).getByRole("button", { name: "Ask again" })).toBeInTheDocument();
  });
});

describe("renaming", () => {
  it("sends the name, trimmed, and closes", async () => {
    const { user, panel } = await begin("Rename");
    const renamed = answering("patch", PATH, account({ nickname: "Asha" }));
    await user.type(within(panel).getByLabelText("Nickname"), " Asha ");
    await user.click(within(panel).getByRole("button", { name: "Rename" }));
    await waitFor(() => {
      expect(screen.queryByRole("region", { name: "Rename Asha Rao" })).not.toBeInTheDocument();
    });
    expect(renamed[0]?.body).toEqual({ nickname: "Asha" });
  });
});

describe("archiving", () => {
  it("is sent under one key through every try", async () => {
    const { user, panel } = await begin("Archive");
    const archived = answering(
      "post",
      `${PATH}archive/`,
      noAnswer,
      account({ status: "archived" }),
    );
    await user.click(within(panel).getByRole("button", { name: "Archive Asha Rao" }));
    await user.click(await within(panel).findByRole("button", { name: "Send the same again" }));
    await waitFor(() => {
      expect(screen.queryByRole("region", { name: "Archive Asha Rao" })).not.toBeInTheDocument();
    });
    expect(archived).toHaveLength(2);
    expect(archived[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(archived[1]?.headers["idempotency-key"]).toBe(archived[0]?.headers["idempotency-key"]);
  });
});

describe("what may be done", () => {
  it("is nothing for who may only look, and nothing with an archived account", async () => {
    answering("get", "/api/v1/bank-accounts/", pageOf([account()]));
    const shown = await show(<BankAccountsPage search={{}} onSearch={() => undefined} />, {
      merchant: merchant({ role: "finance" }),
    });
    await screen.findByRole("table");
    expect(screen.queryByRole("button", { name: /^Actions for/ })).not.toBeInTheDocument();
    shown.unmount();
    await show(<BankAccountsPage search={{ status: "archived" }} onSearch={() => undefined} />);
    await screen.findByRole("table", { name: "Archived bank accounts" });
    expect(screen.queryByRole("button", { name: /^Actions for/ })).not.toBeInTheDocument();
  });
});
