import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Batch, BatchRow } from "@/api/client";
import { show } from "@/testing/render";
import { answering, noAnswer, pageOf, refusal } from "@/testing/server";
import { batch, merchant } from "@/testing/world";
import { Toasts } from "@/ui/toast";
import { BatchPage } from "./batch-page";

const PATH = `/api/v1/payout-batches/${batch().id}/`;

const row = (line: number, given: Partial<BatchRow> = {}): BatchRow => ({
  line,
  row_key: `k${line}`,
  status: "valid",
  beneficiary: "Asha Rao · XXXX4567",
  amount_paise: 500_000,
  bank_account_id: null,
  mode: null,
  narration: "",
  reference: "",
  purpose: "payout",
  payout_id: null,
  payout_status: null,
  errors: [],
  ...given,
});

const BAD = row(3, {
  status: "invalid",
  amount_paise: null,
  beneficiary: "",
  errors: [{ pointer: "/amount_paise", code: "invalid", detail: "Not a number, “x”." }],
});

async function open(
  given: Partial<Batch> = {},
  rows = [row(2)],
  role: "owner" | "viewer" = "owner",
) {
  const asked = answering("get", PATH, batch(given));
  const listed = answering("get", `${PATH}rows/`, pageOf(rows));
  const onSearch = vi.fn<(search: object) => void>();
  await show(
    <>
      <BatchPage batchId={batch().id} search={{}} onSearch={onSearch} />
      <Toasts />
    </>,
    { merchant: merchant({ role }) },
  );
  await screen.findByRole("table");
  return { asked, listed, onSearch, user: userEvent.setup() };
}

describe("a batch that was checked", () => {
  it("says what can be paid and what cannot, and that nothing has been", async () => {
    await open({ rows: { valid: 2, invalid: 1 }, row_count: 3 }, [row(2), BAD]);
    expect(screen.getByText("2 rows can be paid, 1 cannot")).toBeInTheDocument();
    expect(screen.getByText(/^Nothing has been paid\./)).toBeInTheDocument();
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows[2]).toHaveTextContent(
      "3not readable–Mend thisamount_paise Not a number, “x”.not readable",
    );
    expect(rows[2]).toHaveClass("bg-bad-soft/40");
  });

  it("is approved once, with its sum above the button", async () => {
    const { user, asked } = await open();
    const approved = answering("post", `${PATH}approve/`, noAnswer, batch({ status: "approved" }));
    await user.click(screen.getByRole("button", { name: "Approve" }));
    const dialog = await screen.findByRole("dialog", { name: "Pay 2 rows?" });
    expect(dialog).toHaveTextContent("₹6,250.50, without fees, is set aside row by row");
    await user.click(within(dialog).getByRole("button", { name: "Send ₹6,250.50" }));
    await user.click(await within(dialog).findByRole("button", { name: "Ask again" }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });
    expect(approved.length).toBe(2);
    expect(approved[1]?.headers["idempotency-key"]).toBe(approved[0]?.headers["idempotency-key"]);
    await waitFor(() => {
      expect(asked).toHaveLength(2);
    });
  });

  it.each([
    [["approve", "cancel"], "owner", ["Cancel batch", "Approve"]],
    [["cancel"], "owner", ["Cancel batch"]],
    [[], "owner", []],
    [["approve", "cancel"], "viewer", []],
  ] as const)("allows %j to %s: %j", async (moves, role, shown) => {
    await open({ allowed_moves: [...moves] }, [row(2)], role);
    const found = ["Cancel batch", "Approve"].filter((name) =>
      screen.queryByRole("button", { name }),
    );
    expect(found).toEqual(shown);
  });

  it("gives a file of what is to be mended, every page of it", async () => {
    const { user } = await open({ rows: { valid: 1, invalid: 101 } }, [row(2)]);
    const listed = answering("get", `${PATH}rows/`, pageOf(Array(100).fill(BAD)), pageOf([BAD]));
    let saved: Blob | undefined;
    URL.createObjectURL = (blob) => {
      saved = blob as Blob;
      return "blob:1";
    };
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
    await user.click(screen.getByRole("button", { name: "Rows to mend" }));
    await waitFor(() => {
      expect(saved).toBeDefined();
    });
    expect(listed.map(({ query }) => query)).toEqual([
      { status: "invalid", limit: "100", offset: "0" },
      { status: "invalid", limit: "100", offset: "100" },
    ]);
    const lines = (await saved?.text())?.split("\r\n") ?? [];
    expect(lines).toHaveLength(103);
    expect(lines.slice(0, 2)).toEqual([
      "line,row_key,column,what_is_wrong",
      '3,k3,amount_paise,"Not a number, “x”."',
    ]);
  });

  it("says what happened when that file cannot be had", async () => {
    const { user } = await open({ rows: { invalid: 1 } });
    answering("get", `${PATH}rows/`, refusal(404, "batch_not_found", { title: "No such batch." }));
    await user.click(screen.getByRole("button", { name: "Rows to mend" }));
    expect(
      await screen.findByText(
        "No such batch. Check the address, and whether the right merchant is chosen.",
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Rows to mend" })).toBeInTheDocument();
  });
});

describe("a move that came too late", () => {
  it("says so, and the page shows how it stands", async () => {
    const { user, asked } = await open();
    answering(
      "post",
      `${PATH}approve/`,
      refusal(409, "illegal_move", { title: "Not possible now." }),
    );
    await user.click(screen.getByRole("button", { name: "Approve" }));
    await user.click(await screen.findByRole("button", { name: "Send ₹6,250.50" }));
    expect(await screen.findByText("Not possible now.")).toBeInTheDocument();
    await waitFor(() => {
      expect(asked).toHaveLength(2);
    });
  });
});

describe("a batch on its way", () => {
  it("says how far its payouts have come", async () => {
    await open({
      status: "finished",
      allowed_moves: [],
      rows: { created: 10 },
      payouts: { completed: 5, failed: 2, processing: 2, pending: 1 },
    });
    const bar = screen.getByRole("progressbar", { name: "Payouts that have come to their end" });
    expect(bar).toHaveAttribute("value", "7");
    expect(bar).toHaveAttribute("max", "10");
    expect(bar.previousElementSibling).toHaveTextContent("7 of 10 payouts have come to their end");
    expect(screen.getByText("With the bank 2")).toBeInTheDocument();
  });
});
