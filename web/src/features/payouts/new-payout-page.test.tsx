import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { deferred } from "@/testing/deferred";
import { describe, expect, it, vi } from "vitest";
import type { Payout } from "@/api/client";
import { session, signIn } from "@/api/session";
import { show } from "@/testing/render";
import { answering, noAnswer, pageOf, refusal } from "@/testing/server";
import {
  account,
  ACCOUNT_ID,
  balance,
  merchant,
  MERCHANT_ID,
  payout,
  PAYOUT_ID,
} from "@/testing/world";
import { NewPayoutPage } from "./new-payout-page";
import type { NewPayoutSearch } from "./search";

const OTHER_ID = "019ab000-0000-7000-8000-0000000000b2";

const preview = (given: object = {}) => ({
  amount_paise: 500_000,
  fee_paise: 0,
  tax_paise: 0,
  total_paise: 500_000,
  available_paise: 10_000_000,
  available_after_paise: 9_500_000,
  mode: "IMPS",
  waiting: null,
  ...given,
});

interface Form {
  search?: NewPayoutSearch;
  visit?: string;
  previews?: Parameters<typeof answering>[2];
  role?: "owner" | "finance" | "viewer";
}

/** The form, on a platform that has two accounts to pay to and ₹1,00,000.00. */
async function open({
  search = {},
  visit = "visit-1",
  previews = preview(),
  role = "owner",
}: Form = {}) {
  const previewed = answering("post", "/api/v1/payouts/preview/", previews);
  answering(
    "get",
    "/api/v1/bank-accounts/",
    pageOf([account(), account({ id: OTHER_ID, holder_name: "Vikram Nair", number: "XXXX9999" })]),
  );
  answering("get", "/api/v1/balance/", balance());
  const onSent = vi.fn<(payout: Payout) => void>();
  const shown = await show(<NewPayoutPage search={search} visit={visit} onSent={onSent} />, {
    merchant: merchant({ role }),
  });
  return { ...shown, onSent, previewed, user: userEvent.setup() };
}

type User = ReturnType<typeof userEvent.setup>;

async function fill(user: User, amount = "5000", name = /Asha Rao/) {
  await user.click(await screen.findByRole("radio", { name }));
  await user.type(screen.getByLabelText("Amount"), amount);
}

const send = () => screen.getByRole("button", { name: /^Send/ });

describe("the consequence", () => {
  it("is said above the button by the platform, before anything is sent", async () => {
    const { user, previewed } = await open();
    expect(
      screen.getByText("Say how much and to whom, and you see here what it will do."),
    ).toBeInTheDocument();
    await fill(user);
    const said = await screen.findByText(/leaves/);
    expect(said).toHaveTextContent("₹5,000.00 leaves available now; ₹0.00 of it is our fee.");
    expect(screen.getByText(/^Available:/)).toHaveTextContent("Available: ₹1,00,000.00₹95,000.00");
    expect(screen.getByText(/^It goes by/)).toHaveTextContent("It goes by IMPS at once.");
    expect(previewed.at(-1)?.body).toEqual({ amount_paise: 500_000, bank_account_id: ACCOUNT_ID });
    expect(send()).toHaveTextContent("Send ₹5,000.00");
    // Before the button, in the order in which it is read.
    expect(said.compareDocumentPosition(send())).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it("names the fee with its tax, and what it waits for first", async () => {
    const waiting = {
      for: "approval",
      on: "another owner",
      until: null,
      then: "It is sent when somebody has approved it.",
    };
    const { user } = await open({
      previews: preview({ fee_paise: 500, tax_paise: 90, total_paise: 500_590, waiting }),
    });
    await fill(user);
    expect(await screen.findByText(/leaves/)).toHaveTextContent(
      "₹5,005.90 leaves available now; ₹5.90 of it is our fee, with tax.",
    );
    expect(screen.getByText(/^It goes by/)).toHaveTextContent(
      "It goes by IMPS. First it waits for another owner. It is sent when somebody has approved it.",
    );
  });

  it("says that the money leaves later, where it does", async () => {
    const { user } = await open({ previews: preview({ available_after_paise: 10_000_000 }) });
    await fill(user);
    expect(await screen.findByText(/leaves/)).toHaveTextContent("₹5,000.00 leaves available later");
    expect(screen.queryByText(/^Available:/)).not.toBeInTheDocument();
  });

  it("is a refusal before it is sent, where it would be refused", async () => {
    const { user } = await open({
      previews: refusal(422, "insufficient_funds", { available_paise: 10_000_000 }),
    });
    await fill(user, "500000");
    expect(
      await screen.findByText("There is not enough money: ₹1,00,000.00 is available."),
    ).toBeInTheDocument();
  });

  it("says that it cannot be told, rather than looking for ever", async () => {
    const { user } = await open({ previews: noAnswer });
    await fill(user);
    expect(await screen.findByText("What it will do cannot be told just now.")).toBeInTheDocument();
    expect(screen.queryByText("Looking at what it will do …")).not.toBeInTheDocument();
  });

  it("is dimmed as soon as the amount above it is another one", async () => {
    const { user } = await open();
    await fill(user);
    const said = (await screen.findByText(/leaves/)).parentElement;
    expect(said).not.toHaveClass("opacity-60");
    await user.type(screen.getByLabelText("Amount"), "0");
    expect(said).toHaveClass("opacity-60");
  });
});

describe("what is missing", () => {
  it("is said at its field, and nothing is sent", async () => {
    const { user } = await open();
    const created = answering("post", "/api/v1/payouts/", payout());
    await screen.findByRole("radio", { name: /Asha Rao/ });
    await user.click(send());
    expect(await screen.findByText("Choose to whom.")).toBeInTheDocument();
    expect(screen.getByText("Enter an amount.")).toBeInTheDocument();
    const field = screen.getByLabelText("Amount");
    expect(field).toHaveAttribute("aria-invalid", "true");
    expect(field).toHaveAccessibleDescription(/Enter an amount\./);
    await fill(user, "0.99");
    await user.click(send());
    expect(await screen.findByText("A payout is at least ₹1.00.")).toBeInTheDocument();
    expect(created).toHaveLength(0);
  });
});

describe("sending", () => {
  it("creates one payout under the form's key, however often it is clicked", async () => {
    const { user, onSent } = await open();
    const answer = deferred<Response>();
    const created = answering("post", "/api/v1/payouts/", () => answer.promise);
    await fill(user);
    await user.type(screen.getByLabelText(/^Your reference/), "INV-1");
    await user.dblClick(send());
    expect(await screen.findByRole("button", { name: "Sending …" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
    await user.click(screen.getByRole("button", { name: "Sending …" }));
    // Money is never shown before it is known.
    expect(onSent).not.toHaveBeenCalled();
    act(() => {
      answer.resolve(Response.json(payout({ status: "pending" }), { status: 201 }));
    });
    await waitFor(() => {
      expect(onSent).toHaveBeenCalledExactlyOnceWith(payout({ status: "pending" }));
    });
    expect(created).toHaveLength(1);
    expect(created[0]?.headers["x-merchant-id"]).toBe(MERCHANT_ID);
    expect(created[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(created[0]?.body).toEqual({
      amount_paise: 500_000,
      bank_account_id: ACCOUNT_ID,
      reference: "INV-1",
    });
  });

  it("creates one payout also when the answer is quicker than the second click", async () => {
    const { user, onSent } = await open();
    const created = answering("post", "/api/v1/payouts/", payout());
    await fill(user);
    await user.click(send());
    await waitFor(() => {
      expect(onSent).toHaveBeenCalledTimes(1);
    });
    // The next page is not there yet, and this one still has its button.
    await user.click(screen.getByRole("button", { name: "Sending …" }));
    await user.type(screen.getByLabelText(/^Your reference/), "x{Enter}");
    expect(created).toHaveLength(1);
    expect(onSent).toHaveBeenCalledTimes(1);
  });

  it("without an answer keeps key and form, and asks for the same", async () => {
    const { user, onSent } = await open();
    const created = answering(
      "post",
      "/api/v1/payouts/",
      noAnswer,
      refusal(503, "busy", { retryable: true }),
      payout(),
    );
    await fill(user);
    await user.click(send());
    expect(await screen.findByText("We do not know yet whether it was sent")).toBeInTheDocument();
    expect(screen.getByLabelText("Amount")).toBeDisabled();
    expect(screen.getByRole("radio", { name: /Asha Rao/ })).toBeDisabled();
    expect(screen.queryByRole("button", { name: /^Send/ })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Ask again" }));
    await waitFor(() => {
      expect(created).toHaveLength(2);
    });
    await user.click(await screen.findByRole("button", { name: "Ask again" }));
    await waitFor(() => {
      expect(onSent).toHaveBeenCalledTimes(1);
    });
    expect(new Set(created.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    expect(created.map(({ body }) => body)).toEqual(Array(3).fill(created[0]?.body));
  });

  it("finds what was under way again after a reload, and does not send it anew", async () => {
    const before = await open();
    const created = answering("post", "/api/v1/payouts/", noAnswer, payout());
    await fill(before.user);
    await before.user.click(send());
    await screen.findByText("We do not know yet whether it was sent");
    before.unmount();
    const { user, onSent } = await open();
    expect(await screen.findByText("We do not know yet whether it was sent")).toBeInTheDocument();
    expect(screen.getByLabelText("Amount")).toHaveValue("5,000.00");
    expect(await screen.findByRole("radio", { name: /Asha Rao/ })).toBeChecked();
    await user.click(screen.getByRole("button", { name: "Ask again" }));
    await waitFor(() => {
      expect(onSent).toHaveBeenCalledTimes(1);
    });
    expect(created[1]).toMatchObject({
      body: created[0]?.body,
      headers: { "idempotency-key": created[0]?.headers["idempotency-key"] },
    });
  });

  it("again after a refusal is another payout, under another key", async () => {
    const { user, onSent } = await open();
    const created = answering(
      "post",
      "/api/v1/payouts/",
      refusal(422, "insufficient_funds", { available_paise: 100_000 }),
      payout(),
    );
    await fill(user);
    await user.click(send());
    expect(
      await screen.findByText("There is not enough money: ₹1,000.00 is available."),
    ).toBeInTheDocument();
    await user.clear(screen.getByLabelText("Amount"));
    await user.type(screen.getByLabelText("Amount"), "900");
    // What was refused is no longer what stands there.
    expect(screen.queryByText(/There is not enough money/)).not.toBeInTheDocument();
    await user.click(send());
    await waitFor(() => {
      expect(onSent).toHaveBeenCalledTimes(1);
    });
    const [first, second] = created.map(({ headers }) => headers["idempotency-key"]);
    expect(second).not.toBe(first);
    expect(created[1]?.body).toEqual({ amount_paise: 90_000, bank_account_id: ACCOUNT_ID });
  });
});

describe("a session that ends while it is sent", () => {
  it("loses neither the form nor the payout: both go on once somebody has signed in", async () => {
    answering("post", "/api/v1/auth/token/", { access: "t1" }, { access: "t2" });
    answering("post", "/api/v1/auth/token/refresh/", refusal(401, "token_expired"));
    await signIn("owner@malabar.example", "secret");
    const { user, onSent } = await open();
    const created = answering("post", "/api/v1/payouts/", refusal(401, "token_expired"), payout());
    await fill(user);
    await user.click(send());
    await waitFor(() => {
      expect(session.state()).toBe("expired");
    });
    expect(screen.getByLabelText("Amount")).toHaveValue("5,000.00");
    expect(screen.getByRole("button", { name: "Sending …" })).toBeInTheDocument();
    await act(() => signIn("owner@malabar.example", "secret"));
    await waitFor(() => {
      expect(onSent).toHaveBeenCalledTimes(1);
    });
    expect(created.map(({ headers }) => headers.authorization)).toEqual(["Bearer t1", "Bearer t2"]);
    expect(created[1]).toMatchObject({
      body: created[0]?.body,
      headers: { "idempotency-key": created[0]?.headers["idempotency-key"] },
    });
  });
});

describe("what the platform says of a field", () => {
  it.each([
    ["/amount_paise", "Amount"],
    ["/narration", /^Narration/],
    ["/reference", /^Your reference/],
    ["/mode", "Mode"],
    ["/purpose", "Purpose"],
    ["/scheduled_at", /^Not before/],
  ])("%s stands at that field", async (pointer, label) => {
    const { user } = await open();
    const errors = [{ pointer, code: "wrong", detail: "Not like this." }];
    answering("post", "/api/v1/payouts/", refusal(400, "malformed", { errors }));
    await fill(user);
    await user.click(send());
    await waitFor(() => {
      expect(screen.getByLabelText(label)).toHaveAccessibleDescription(/Not like this\./);
    });
    expect(screen.getByLabelText(label)).toHaveAttribute("aria-invalid", "true");
  });

  it("stands at the accounts, and is gone when another one is chosen", async () => {
    const { user } = await open();
    const errors = [{ pointer: "/bank_account_id", code: "archived", detail: "It is archived." }];
    answering("post", "/api/v1/payouts/", refusal(422, "bank_account_unusable", { errors }));
    await fill(user);
    await user.click(send());
    const accounts = screen.getByRole("group", { name: "To" });
    expect(await within(accounts).findByText("It is archived.")).toBeInTheDocument();
    await user.click(screen.getByRole("radio", { name: /Vikram Nair/ }));
    expect(screen.queryByText("It is archived.")).not.toBeInTheDocument();
  });
});

describe("paying again", () => {
  it("begins with what was paid, and says of what it is a retry", async () => {
    answering(
      "get",
      `/api/v1/payouts/${PAYOUT_ID}/`,
      payout({ reference: "INV-1", status: "failed" }),
    );
    const created = answering("post", "/api/v1/payouts/", payout());
    const { user, onSent } = await open({ search: { again: PAYOUT_ID } });
    expect(await screen.findByLabelText("Amount")).toHaveValue("5,000.00");
    expect(screen.getByRole("heading", { name: "Pay again" })).toBeInTheDocument();
    expect(await screen.findByRole("radio", { name: /Asha Rao/ })).toBeChecked();
    await user.click(send());
    await waitFor(() => {
      expect(onSent).toHaveBeenCalledTimes(1);
    });
    expect(created[0]?.body).toEqual({
      amount_paise: 500_000,
      bank_account_id: ACCOUNT_ID,
      reference: "INV-1",
      retry_of: PAYOUT_ID,
    });
  });
});

describe("the accounts to choose from", () => {
  it("are all there are, page after page, and searched whole", async () => {
    const { user, unmount } = await open();
    unmount();
    const many = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) =>
        account({
          id: `account-${from + at}`,
          holder_name: `Person ${from + at}`,
          number: `N${from + at}`,
        }),
      );
    const listed = answering(
      "get",
      "/api/v1/bank-accounts/",
      pageOf(many(0, 100), { next: "https://x/?offset=100" }),
      // One was added meanwhile: the last row comes again.
      pageOf(many(99, 199), { next: "https://x/?offset=200" }),
      pageOf(many(199, 205)),
    );
    await show(<NewPayoutPage search={{}} visit="visit-2" onSent={() => undefined} />);
    await waitFor(() => {
      expect(screen.getAllByRole("radio", { name: /Person/ })).toHaveLength(205);
    });
    expect(listed.map(({ query }) => query)).toEqual([
      { limit: "100", offset: "0", status: "active" },
      { limit: "100", offset: "100", status: "active" },
      { limit: "100", offset: "200", status: "active" },
    ]);
    await user.type(screen.getByRole("searchbox", { name: "Search bank accounts" }), "person 204");
    expect(screen.getAllByRole("radio", { name: /Person/ })).toHaveLength(1);
  });

  it("are none yet, and whoever may not add one is told who may", async () => {
    const { unmount } = await open({ role: "finance" });
    unmount();
    answering("get", "/api/v1/bank-accounts/", pageOf([]));
    await show(<NewPayoutPage search={{}} visit="visit-2" onSent={() => undefined} />, {
      merchant: merchant({ role: "finance" }),
    });
    expect(
      await screen.findByText("There is no bank account to pay to yet. Owners add them: ask one."),
    ).toBeInTheDocument();
  });
});

describe("the form", () => {
  it("shows the same as a curl command, whatever is in it", async () => {
    const { user } = await open();
    await fill(user, "12.34");
    expect(screen.getByLabelText("The request as a curl command")).toHaveTextContent(
      `-d '{"amount_paise":1234,"bank_account_id":"${ACCOUNT_ID}"}'`,
    );
  });

  it("says to whoever may only look that they may only look", async () => {
    await open({ role: "viewer" });
    expect(await screen.findByText("Your role only looks")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^Send/ })).not.toBeInTheDocument();
  });
});
