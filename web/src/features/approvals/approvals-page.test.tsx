import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { DEAL_ID, MILESTONE_ID, milestone } from "@/testing/deals";
import { approval, APPROVAL_ID, DIGEST, thresholds, TRANSFER_ID } from "@/testing/oversight";
import { show, showPage } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { merchant, MERCHANT_ID } from "@/testing/world";
import { ApprovalsPage } from "./approvals-page";
import { readApprovalsSearch } from "./search";
import { ThresholdsCard } from "./thresholds-card";
import { WaitingCount, WaitingNotice } from "./waiting-notice";

async function open(list: Parameters<typeof answering>[2], at = "/") {
  answering("get", "/api/v1/approvals/settings/", thresholds());
  const asked = answering("get", "/api/v1/approvals/", list);
  const shown = await showPage(
    readApprovalsSearch,
    (search, onSearch) => <ApprovalsPage search={search} onSearch={onSearch} />,
    { at },
  );
  return { ...shown, asked, user: userEvent.setup() };
}

describe("the inbox", () => {
  it("says exactly what would be done, who asked, why and until when", async () => {
    await open(pageOf([approval({ expires_at: "2099-11-28T04:30:00Z" })]));
    const list = await screen.findByRole("list", { name: "What waits for me" });
    const item = within(list).getByRole("listitem");
    expect(item).toHaveTextContent("Transfer to Deccan Design Studio");
    expect(item).toHaveTextContent("₹5,000.00 go to Deccan Design Studio at once");
    expect(item).toHaveTextContent("Fee₹5.00");
    expect(item).toHaveTextContent("Tax₹0.90");
    expect(item).toHaveTextContent(/Asked by Meera Pillai .* It is above ₹1,000\.00\./);
    expect(item).toHaveTextContent(/If nobody answers by 28 Nov 2099/);
    expect(within(item).getByRole("link")).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/transfers/${TRANSFER_ID}`,
    );
    const buttons = within(item).getAllByRole("button");
    expect(buttons.map(({ textContent }) => textContent)).toEqual(["Approve …", "Refuse …"]);
  });

  it("says how far a deadline is where it is near, and no day twice", async () => {
    const near = new Date(Date.now() + 3 * 3_600_000 + 500).toISOString();
    await open(
      pageOf([
        approval({ expires_at: "2099-11-28T04:30:00Z" }),
        approval({ id: DEAL_ID, expires_at: near }),
      ]),
    );
    const [far, soon] = await screen.findAllByText(/^If nobody answers by/);
    expect(far).toHaveTextContent(/by 28 Nov 2099, \d\d:\d\d, it is not done\.$/);
    expect(soon).toHaveTextContent(/by \d\d:\d\d \(in 3 h\), it is not done\.$/);
  });

  it("leads from a batch to its rows, and approves it as a whole", async () => {
    const batch = approval({
      kind: "payout_batch",
      subject: `payout-batch/${TRANSFER_ID}`,
      effect: "2 payouts of ₹510.00 altogether, fees not included, in file order.",
      details: { amount_paise: 51_000, name: "May", valid_count: 2, row_count: 3 },
    });
    const { user } = await open(pageOf([batch]));
    const sent = answering(
      "post",
      `/api/v1/approvals/${APPROVAL_ID}/approve/`,
      approval({ status: "approved", allowed_moves: [] }),
    );
    const item = await screen.findByRole("listitem");
    expect(within(item).getByRole("link", { name: "Batch “May”" })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/batches/${TRANSFER_ID}`,
    );
    expect(item).toHaveTextContent("₹510.00");
    await user.click(within(item).getByRole("button", { name: "Approve …" }));
    await user.click(screen.getByRole("button", { name: "Approve ₹510.00" }));
    await waitFor(() => {
      expect(sent).toHaveLength(1);
    });
  });

  it("leads from a release to the deal it is about", async () => {
    const asked = answering("get", `/api/v1/milestones/${MILESTONE_ID}/`, milestone());
    const release = approval({
      kind: "release",
      subject: `milestone/${MILESTONE_ID}`,
      effect: "₹1,000.00 leave escrow.",
      details: { amount_paise: 100_000, title: "Ten of them", payee_name: "Asha Exports" },
    });
    await open(pageOf([release]));
    const item = await screen.findByRole("listitem");
    const name = "Release out of escrow “Ten of them” to Asha Exports";
    expect(item).toHaveTextContent(name);
    expect(await within(item).findByRole("link", { name })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/deals/${DEAL_ID}`,
    );
    expect(asked).toHaveLength(1);
  });

  it("says what a release is about, also where nobody can say to which deal it belongs", async () => {
    answering("get", `/api/v1/milestones/${MILESTONE_ID}/`, refusal(404, "milestone_not_found"));
    const details = { amount_paise: 100_000, title: "Ten of them", payee_name: "Asha Exports" };
    await open(
      pageOf([approval({ kind: "release", subject: `milestone/${MILESTONE_ID}`, details })]),
    );
    const item = await screen.findByRole("listitem");
    expect(item).toHaveTextContent("Release out of escrow “Ten of them” to Asha Exports");
    expect(within(item).queryByRole("link")).toBeNull();
  });

  it("approves what was read and nothing else, by its digest", async () => {
    const { user, asked } = await open(pageOf([approval()]));
    const sent = answering(
      "post",
      `/api/v1/approvals/${APPROVAL_ID}/approve/`,
      approval({ status: "approved", allowed_moves: [] }),
    );
    await user.click(await screen.findByRole("button", { name: "Approve …" }));
    const dialog = screen.getByRole("dialog", { name: "Approve this?" });
    expect(dialog).toHaveTextContent("₹5,000.00 go to Deccan Design Studio at once");
    await user.type(within(dialog).getByRole("textbox"), "As agreed");
    const before = asked.length;
    await user.click(within(dialog).getByRole("button", { name: "Approve ₹5,000.00" }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).toBeNull();
    });
    expect(sent.map(({ body }) => body)).toEqual([{ note: "As agreed", digest: DIGEST }]);
    await waitFor(() => {
      expect(asked.length).toBeGreaterThan(before);
    });
  });

  it("approves what stood there when it was opened, not what it has become since", async () => {
    const { user, client } = await open(pageOf([approval()]));
    const sent = answering("post", `/api/v1/approvals/${APPROVAL_ID}/approve/`, approval());
    await user.click(await screen.findByRole("button", { name: "Approve …" }));
    const dialog = screen.getByRole("dialog", { name: "Approve this?" });
    const changed = approval({ digest: "e".repeat(64), effect: "₹9,000.00 go to somebody else." });
    answering("get", "/api/v1/approvals/", pageOf([changed]));
    await client.refetchQueries();
    expect(await screen.findByRole("list", { hidden: true })).toHaveTextContent("somebody else");
    expect(dialog).toHaveTextContent("₹5,000.00 go to Deccan Design Studio at once");
    await user.click(within(dialog).getByRole("button", { name: "Approve ₹5,000.00" }));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([{ digest: DIGEST }]);
    });
  });

  it.each([
    ["you", "You became an owner a short while ago: you can approve it from"],
    [
      "asked_by",
      "Meera Pillai came, or got their role, a short while ago: it can be approved from",
    ],
  ] as const)("says from when on it can be approved, where %s is new", async (who, words) => {
    const not_yet = { who, until: "2099-11-28T04:30:00Z" };
    await open(pageOf([approval({ not_yet, allowed_moves: ["refuse"] })]));
    const item = await screen.findByRole("listitem");
    expect(item).toHaveTextContent(words);
    expect(item).toHaveTextContent(/from 28 Nov 2099, \d\d:\d\d on/);
    const buttons = within(item).getAllByRole("button");
    expect(buttons.map(({ textContent }) => textContent)).toEqual(["Refuse …"]);
  });

  it("says in the dialog that one of the two does not count yet", async () => {
    const { user } = await open(pageOf([approval()]));
    answering(
      "post",
      `/api/v1/approvals/${APPROVAL_ID}/approve/`,
      refusal(403, "second_person_too_new", { who: "asked_by", until: "2099-11-28T04:30:00Z" }),
    );
    await user.click(await screen.findByRole("button", { name: "Approve …" }));
    await user.click(screen.getByRole("button", { name: "Approve ₹5,000.00" }));
    expect(await screen.findByText(/Whoever asked came, or got their role/)).toBeInTheDocument();
    expect(screen.getByText(/from 28 Nov 2099, .* on, or by another owner/)).toBeInTheDocument();
  });

  it("says in the dialog why an answer was not taken", async () => {
    const { user } = await open(pageOf([approval()]));
    answering(
      "post",
      `/api/v1/approvals/${APPROVAL_ID}/refuse/`,
      refusal(409, "approved_thing_changed"),
    );
    await user.click(await screen.findByRole("button", { name: "Refuse …" }));
    await user.click(screen.getByRole("button", { name: "Refuse ₹5,000.00" }));
    expect(await screen.findByText("Read it again before you approve it.")).toBeInTheDocument();
  });

  it("shows in its other boxes what I asked for, and who decided what", async () => {
    const decided = approval({
      status: "refused",
      decided_by: "019ab000-0000-7000-8000-0000000000a8",
      decided_by_name: "Arun Nair",
      decided_at: "2026-11-22T04:30:00Z",
      note: "Not this month",
      allowed_moves: [],
    });
    const { user, asked, address } = await open(pageOf([decided]));
    await user.click(screen.getByRole("button", { name: "Decided" }));
    const list = await screen.findByRole("list", { name: "What was decided" });
    expect(list).toHaveTextContent(/Refused by Arun Nair .*“Not this month”/);
    expect(within(list).queryByRole("button")).toBeNull();
    expect(address()).toBe("/?box=decided");
    await user.click(screen.getByRole("button", { name: "Asked by me" }));
    await screen.findByRole("list", { name: "What I asked for" });
    expect(asked.map(({ query }) => query.box)).toEqual(["waiting", "decided", "asked"]);
  });

  it("teaches when it is empty, and says when it could not be had", async () => {
    await open(pageOf([]));
    expect(await screen.findByText("Nothing waits for you")).toBeInTheDocument();
  });

  it("says why it could not be had", async () => {
    await open(refusal(503, "unavailable", { retryable: true }));
    expect(await screen.findByText("The platform is busy or restarting.")).toBeInTheDocument();
  });
});

describe("what waits, told elsewhere", () => {
  it("is counted for owners, and leads to the inbox", async () => {
    const asked = answering("get", "/api/v1/approvals/", pageOf([approval()], { count: 3 }));
    await show(
      <>
        <WaitingNotice />
        <WaitingCount />
      </>,
    );
    expect(await screen.findByText("3 things wait for your approval")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Look at them" })).toBeInTheDocument();
    expect(screen.getByText("3")).toHaveTextContent("3 waiting for you");
    expect(asked.map(({ query }) => query)).toEqual([{ box: "waiting", limit: "1" }]);
  });

  it("is not asked for by whoever decides nothing", async () => {
    const asked = answering("get", "/api/v1/approvals/", pageOf([approval()], { count: 3 }));
    const { client } = await show(<WaitingNotice />, { merchant: merchant({ role: "finance" }) });
    await waitFor(() => {
      expect(client.isFetching()).toBe(0);
    });
    expect(asked).toEqual([]);
    expect(screen.queryByText(/wait for your approval/)).toBeNull();
  });
});

describe("the thresholds", () => {
  it("are set in rupees and sent in paise; none is null", async () => {
    answering(
      "get",
      "/api/v1/approvals/settings/",
      thresholds({ payouts_above_paise: 100_000, releases_above_paise: 500_000 }),
    );
    const sent = answering(
      "put",
      "/api/v1/approvals/settings/",
      thresholds({ transfers_above_paise: 250_000 }),
    );
    const user = userEvent.setup();
    await show(<ThresholdsCard />);
    const above = (await screen.findAllByText(/^Above/)).map(({ textContent }) => textContent);
    expect(above).toEqual([
      "Above ₹1,000.00 another owner has to agree.",
      "Above ₹5,000.00 another owner has to agree.",
    ]);
    await user.click(screen.getByRole("button", { name: "Change" }));
    await user.click(screen.getByLabelText("Payouts need a second owner"));
    await user.click(screen.getByLabelText("Transfers need a second owner"));
    await user.click(screen.getByRole("button", { name: "Save thresholds" }));
    expect(await screen.findByText("Enter an amount.")).toBeInTheDocument();
    expect(sent).toEqual([]);
    await user.type(screen.getByLabelText("Transfers above"), "2500");
    await user.clear(screen.getByLabelText("Releases from escrow above"));
    await user.type(screen.getByLabelText("Releases from escrow above"), "6000");
    await user.click(screen.getByRole("button", { name: "Save thresholds" }));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        {
          payouts_above_paise: null,
          transfers_above_paise: 250_000,
          releases_above_paise: 600_000,
        },
      ]);
    });
  });

  it("are only looked at by whoever is no owner", async () => {
    answering("get", "/api/v1/approvals/settings/", thresholds());
    await show(<ThresholdsCard />, { merchant: merchant({ role: "finance" }) });
    expect(await screen.findByText("Owners change these amounts.")).toBeInTheDocument();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("say which change waits for another owner", async () => {
    const waiting = approval({ kind: "thresholds", effect: "From then on transfers need nobody." });
    answering("get", "/api/v1/approvals/settings/", thresholds({ waiting }));
    await show(<ThresholdsCard />);
    expect(await screen.findByText("A change waits for another owner")).toBeInTheDocument();
    expect(screen.getByText(/From then on transfers need nobody/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Change" })).toBeNull();
  });
});
