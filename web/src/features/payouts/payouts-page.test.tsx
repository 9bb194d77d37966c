import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { showPage } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { account, ACCOUNT_ID, payout } from "@/testing/world";
import { Toasts } from "@/ui/toast";
import { PayoutsPage } from "./payouts-page";
import { readPayoutSearch } from "./search";

async function open(at: string) {
  const asked = answering("get", "/api/v1/payouts/", pageOf([payout()]));
  answering("get", "/api/v1/bank-accounts/", pageOf([account()]));
  const shown = await showPage(
    readPayoutSearch,
    (search, onSearch) => (
      <>
        <PayoutsPage search={search} onSearch={onSearch} />
        <Toasts />
      </>
    ),
    { at },
  );
  await screen.findByRole("table");
  const filtered = async (query: object) => {
    await waitFor(() => {
      expect(asked.at(-1)?.query).toEqual(query);
    });
  };
  return { ...shown, asked, filtered, user: userEvent.setup() };
}

describe("the filters of the list", () => {
  it("stand in the address, and are what the API is asked", async () => {
    const { user, address, filtered } = await open("/payouts");
    await filtered({});
    await user.click(screen.getByRole("button", { name: "Failed" }));
    await filtered({ status: "failed" });
    expect(address()).toBe("/payouts?status=failed");
    expect(screen.getByRole("button", { name: "Failed" })).toHaveAttribute("aria-pressed", "true");
    await user.click(screen.getByRole("button", { name: "More filters" }));
    await user.selectOptions(await screen.findByLabelText(/^Bank account/), ACCOUNT_ID);
    await filtered({ status: "failed", bank_account_id: ACCOUNT_ID });
    await user.click(screen.getByRole("button", { name: "All" }));
    await filtered({ bank_account_id: ACCOUNT_ID });
    expect(address()).toBe(`/payouts?account=${ACCOUNT_ID}`);
  });

  it("are taken from the address of whoever was sent it", async () => {
    const { filtered } = await open(
      "/payouts?status=pending&from=2026-11-01&to=2026-11-21&search=INV&waiting=funds&nonsense=1",
    );
    await filtered({
      status: "pending",
      waiting_for: "funds",
      created_after: "2026-10-31T18:30:00.000Z",
      created_before: "2026-11-21T18:30:00.000Z",
      search: "INV",
    });
    expect(screen.getByRole("searchbox")).toHaveValue("INV");
    expect(screen.getByLabelText(/^Created from/)).toHaveValue("2026-11-01");
    expect(screen.getByRole("button", { name: "Pending" })).toHaveAttribute("aria-pressed", "true");
  });

  it("follow the back button", async () => {
    const { user, router, filtered } = await open("/payouts?status=failed");
    await user.click(screen.getByRole("button", { name: "Completed" }));
    await filtered({ status: "completed" });
    router.history.back();
    await waitFor(() => {
      expect(screen.getByRole("button", { name: "Failed" })).toHaveAttribute(
        "aria-pressed",
        "true",
      );
    });
  });

  it("leave the place in the list behind, which was one in another list", async () => {
    const { user, address, filtered } = await open("/payouts?offset=50&status=failed");
    await filtered({ status: "failed", offset: "50" });
    await user.click(screen.getByRole("button", { name: "Completed" }));
    await filtered({ status: "completed" });
    expect(address()).toBe("/payouts?status=completed");
  });

  it("that have no field of their own can be taken away one by one, or all at once", async () => {
    const { user, filtered, address } = await open(
      "/payouts?held=true&waiting=cool_off&status=pending",
    );
    await filtered({ status: "pending", held: "true", waiting_for: "cool_off" });
    await user.click(screen.getByRole("button", { name: "Money held now: remove this filter" }));
    await filtered({ status: "pending", waiting_for: "cool_off" });
    expect(
      screen.getByRole("button", { name: "Waits for cool off: remove this filter" }),
    ).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Clear all" }));
    await filtered({});
    expect(address()).toBe("/payouts");
  });
});

describe("searching", () => {
  it("asks once somebody has stopped typing, and interrupts nobody", async () => {
    const { user, asked, filtered, address } = await open("/payouts");
    const before = asked.length;
    await user.type(screen.getByRole("searchbox"), "inv-1 ");
    await filtered({ search: "inv-1" });
    expect(asked).toHaveLength(before + 1);
    expect(address()).toBe("/payouts?search=inv-1");
    // The space at the end is still there: the next word is being typed.
    expect(screen.getByRole("searchbox")).toHaveValue("inv-1 ");
    await user.type(screen.getByRole("searchbox"), "2");
    await filtered({ search: "inv-1 2" });
  });

  it("is emptied with all other filters, and stays empty", async () => {
    const { user, filtered, address } = await open("/payouts?search=INV");
    await user.click(screen.getByRole("button", { name: "Clear all" }));
    await filtered({});
    expect(screen.getByRole("searchbox")).toHaveValue("");
    await user.click(screen.getByRole("button", { name: "Failed" }));
    await filtered({ status: "failed" });
    expect(address()).toBe("/payouts?status=failed");
  });
});

describe("the export", () => {
  it("is of what is filtered, whole", async () => {
    const { user } = await open("/payouts?status=failed&offset=50");
    const exported = answering("get", "/api/v1/payouts/export/", () => new Response("id\r\n"));
    const saved: Blob[] = [];
    URL.createObjectURL = (blob) => {
      saved.push(blob as Blob);
      return "blob:1";
    };
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
    await user.click(screen.getByRole("button", { name: "Export CSV" }));
    await waitFor(() => {
      expect(click).toHaveBeenCalledTimes(1);
    });
    expect(exported[0]?.query).toEqual({ status: "failed" });
    const link = click.mock.contexts[0] as HTMLAnchorElement;
    expect(link.download).toMatch(/^payouts-\d{4}-\d\d-\d\d\.csv$/);
    expect(saved).toHaveLength(1);
  });

  it("says what happened and what to do when it is too large", async () => {
    const { user } = await open("/payouts");
    answering(
      "get",
      "/api/v1/payouts/export/",
      refusal(422, "export_too_large", { title: "Too many rows." }),
    );
    await user.click(screen.getByRole("button", { name: "Export CSV" }));
    expect(
      await screen.findByText(
        "Too many rows. Narrow the period or the filters, and export in parts.",
      ),
    ).toBeInTheDocument();
  });
});
