import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse } from "msw";
import { describe, expect, it } from "vitest";
import type { AuditRecord } from "@/api/books";
import { savedFiles } from "@/testing/downloads";
import { showPage } from "@/testing/render";
import { answering, refusal } from "@/testing/server";
import { merchant, MERCHANT_ID, PAYOUT_ID } from "@/testing/world";
import { AuditPage } from "./audit-page";
import { changesOf, deedOf, inWords, moneyOf } from "./changes";
import { readAuditSearch } from "./search";

const PATH = "/api/v1/audit/";
const saved = savedFiles();

function record(given: Partial<AuditRecord> = {}): AuditRecord {
  return {
    id: 1,
    at: "2020-01-02T03:04:00Z",
    action: "payout.cancel",
    subject: `payout/${PAYOUT_ID}`,
    who: { kind: "user", name: "Asha Rao" },
    actor_id: "u-1",
    address: "192.0.2.7",
    request_id: "req-7",
    before: { state: "pending", amount_paise: 500_000 },
    after: { state: "cancelled", amount_paise: 500_000 },
    ...given,
  };
}

async function open(
  at = "/",
  given: object | object[] = { next: null, results: [record()] },
  role: "owner" | "finance" = "owner",
) {
  const asked = answering("get", PATH, ...[given].flat());
  const shown = await showPage(
    readAuditSearch,
    (search, onSearch) => <AuditPage search={search} onSearch={onSearch} />,
    { at, merchant: merchant({ role }) },
  );
  return { user: userEvent.setup(), asked, ...shown };
}

const records = async () =>
  within(await screen.findByRole("list", { name: "Records, newest first" })).getAllByRole(
    "listitem",
  );

describe("the audit log", () => {
  it("says who did what to what, from where, and what that changed", async () => {
    await open();
    const [first] = await records();
    expect(first).toHaveTextContent("Asha Rao2 Jan 2020, 08:34 · from 192.0.2.7");
    expect(first).toHaveTextContent("Payout: cancelpayout.cancel");
    expect(first).toHaveTextContent("Statebefore: pending → after: cancelled");
    expect(first).not.toHaveTextContent("Amount");
    expect(screen.getByRole("link")).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/payouts/${PAYOUT_ID}`,
    );
  });

  it("says what was so before, where the record says nothing of after", async () => {
    const fee = { currency: "USD", amount_minor: 125_000 };
    await open("/", {
      next: null,
      results: [record({ before: { state: "failed" }, after: fee })],
    });
    const [first] = await records();
    expect(first).toHaveTextContent("Statewas failed");
    expect(first).toHaveTextContent("Amountafter: $1,250.00");
  });

  it("is searched by everything that is given, once that is asked for", async () => {
    const { user, asked, address } = await open("/?cursor=old");
    await records();
    await user.type(screen.getByLabelText(/^Subject/), " payout/1 ");
    await user.type(screen.getByLabelText(/^Request id/), "req-9");
    await user.type(screen.getByLabelText(/^To/), "2026-11-21");
    expect(asked).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Search" }));
    await waitFor(() => {
      expect(asked.at(-1)?.query).toEqual({
        subject: "payout/1",
        request_id: "req-9",
        until: "2026-11-21T18:30:00.000Z",
      });
    });
    expect(address()).toBe("/?subject=payout%2F1&request=req-9&to=2026-11-21");
  });

  it("is narrowed by what stands in a record", async () => {
    const { user, asked } = await open();
    await records();
    const steps = [
      ["Only what Asha Rao did", { actor: "u-1" }],
      ["Only payout.cancel", { actor: "u-1", action: "payout.cancel" }],
      ["Only request req-7", { actor: "u-1", action: "payout.cancel", request_id: "req-7" }],
    ] as const;
    for (const [title, query] of steps) {
      await user.click(await screen.findByTitle(title));
      await waitFor(() => {
        expect(asked.at(-1)?.query).toEqual(query);
      });
    }
  });

  it("is read towards the past, page by page, and back to the newest", async () => {
    const { user, asked } = await open("/", [
      { next: "http://x/api/v1/audit/?cursor=older", results: [record()] },
      { next: null, results: [record({ id: 2 })] },
    ]);
    await user.click(await screen.findByRole("button", { name: "Older" }));
    await waitFor(() => {
      expect(asked.at(-1)?.query).toEqual({ cursor: "older" });
    });
    await waitFor(() => {
      expect(screen.getByRole("button", { name: "Older" })).toBeDisabled();
    });
    await user.click(screen.getByRole("button", { name: "To the newest" }));
    await waitFor(() => {
      expect(asked.at(-1)?.query).toEqual({});
    });
  });

  it("is exported as it is filtered", async () => {
    const { user } = await open("/?action=payout.cancel&cursor=deep");
    const exported = answering(
      "get",
      "/api/v1/audit/export/",
      () =>
        new HttpResponse("id\n", {
          headers: { "Content-Disposition": 'attachment; filename="audit.csv"' },
        }),
    );
    await user.click(await screen.findByRole("button", { name: "Export CSV" }));
    await waitFor(() => {
      expect(saved.map(({ name }) => name)).toEqual(["audit.csv"]);
    });
    expect(exported[0]?.query).toEqual({ action: "payout.cancel" });
  });

  it("has its other faces: nothing yet, nothing that fits, not to be had", async () => {
    const nothing = { next: null, results: [] };
    const first = await open("/", nothing);
    expect(await screen.findByText("Nothing was done yet")).toBeVisible();
    first.unmount();
    const second = await open("/?action=x", nothing);
    expect(await screen.findByText("No record fits")).toBeVisible();
    second.unmount();
    await open("/", refusal(503, "unavailable"));
    expect(await screen.findByText("The platform is busy or restarting.")).toBeVisible();
  });

  it("is for owners, and nobody else's page asks for it", async () => {
    const { asked } = await open("/", undefined, "finance");
    expect(screen.getByText("Only owners read the audit log")).toBeVisible();
    expect(asked).toHaveLength(0);
  });
});

describe("what a deed changed", () => {
  it("is what differs, wherever in the thing it is", () => {
    expect(
      changesOf(
        { limits: { per_payout_paise: 1, same: 2 }, gone: "x", tags: ["a"] },
        { limits: { per_payout_paise: 3, same: 2 }, come: null, tags: ["a", "b"] },
      ),
    ).toEqual([
      { path: "limits.per_payout_paise", name: "Limits per payout", before: 1, after: 3 },
      { path: "gone", name: "Gone", before: "x" },
      { path: "tags", name: "Tags", before: ["a"], after: ["a", "b"] },
      { path: "come", name: "Come", after: null },
    ]);
  });

  it.each([
    [null, "nothing"],
    [false, "no"],
    [["a", "b"], "a, b"],
    [[], "nothing"],
    [12, "12"],
    [{}, "{}"],
  ])("%j is said as %s", (value, said) => {
    expect(inWords(value)).toBe(said);
  });

  it.each([
    ["amount_paise", 125_000, undefined, { minor: 125_000, currency: "INR" }],
    ["amount_minor", 125_000, "USD", { minor: 125_000, currency: "USD" }],
    ["amount_minor", 125_000, undefined, null],
    ["valid_count", 3, "INR", null],
    ["amount_paise", "many", "INR", null],
  ])("%s %j in %s is money: %j", (path, value, currency, money) => {
    expect(moneyOf(path, value, currency)).toEqual(money);
  });

  it("has a name that names the thing first", () => {
    expect(deedOf("payout.give_up_return")).toBe("Payout: give up return");
    expect(deedOf("odd")).toBe("Odd");
  });
});
