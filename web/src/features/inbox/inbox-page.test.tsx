import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Notification } from "@/api/inbox";
import { showPage } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { merchant, MERCHANT_ID, NOTICE_ID as ID, notification } from "@/testing/world";
import { InboxPage } from "./inbox-page";
import { readInboxSearch } from "./search";

const OLDER = "01a21a00-0000-7000-8000-000000000000";
const OTHER = "01a21a00-0000-7000-8000-00000000000f";

async function open(results: Notification[], unread: number, at = "/") {
  const list = answering("get", "/api/v1/notifications/", pageOf(results));
  answering("get", "/api/v1/notifications/summary/", { unread_count: unread, by_merchant: [] });
  answering(
    "get",
    "/api/v1/merchants/",
    pageOf([merchant(), merchant({ id: OTHER, name: "Deccan" })]),
  );
  await showPage(
    readInboxSearch,
    (search, onSearch) => <InboxPage search={search} onSearch={onSearch} />,
    { at },
  );
  return { list, user: userEvent.setup() };
}

describe("the inbox", () => {
  it("says what happened, whose it is and what is new, not by colour alone", async () => {
    await open(
      [
        notification(),
        notification({
          id: OLDER,
          merchant_id: OTHER,
          title: "Agreed: Teak",
          read_at: "2026-11-26T09:41:00Z",
        }),
      ],
      1,
    );
    const list = await screen.findByRole("list", { name: "Notifications" });
    const [fresh, old] = two(within(list).getAllByRole("listitem"));
    expect(fresh).toHaveTextContent("A payout failed: ₹500.00New");
    expect(fresh).toHaveTextContent("The bank has refused a payout");
    expect(within(fresh).getByRole("link")).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/payouts/${ID}`,
    );
    await waitFor(() => {
      expect(old).toHaveTextContent("Agreed: TeakDeccan");
    });
    expect(within(old).queryByRole("button")).toBeNull();
  });

  it("marks one as read", async () => {
    const read = answering("post", `/api/v1/notifications/${ID}/read/`, {});
    const { user, list } = await open([notification()], 1);
    const button = await screen.findByRole("button", { name: /^Mark as read/ });
    const before = list.length;
    await user.click(button);
    await waitFor(() => {
      expect(read).toHaveLength(1);
    });
    await waitFor(() => {
      expect(list.length).toBeGreaterThan(before);
    });
  });

  it("marks all as read up to the newest one that is shown", async () => {
    const read = answering("post", "/api/v1/notifications/read/", { read_count: 2 });
    const { user } = await open([notification(), notification({ id: OLDER })], 2);
    await user.click(await screen.findByRole("button", { name: "Mark all as read" }));
    await waitFor(() => {
      expect(read.map(({ body }) => body)).toEqual([{ up_to: ID }]);
    });
  });

  it("offers that only where the newest are shown: what was not seen stays unread", async () => {
    await open([notification()], 70, "/?offset=50");
    expect(await screen.findByText("A payout failed: ₹500.00")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Mark all as read" })).toBeNull();
  });

  it("says so when one cannot be marked", async () => {
    answering("post", `/api/v1/notifications/${ID}/read/`, refusal(404, "notice_not_found"));
    const { user } = await open([notification()], 1);
    await user.click(await screen.findByRole("button", { name: /^Mark as read/ }));
    expect(await screen.findByRole("alert")).toBeVisible();
  });

  it("says so when everything was read, and asks for unread ones alone", async () => {
    const { list } = await open([], 0, "/?unread=true");
    expect(await screen.findByText("You have read everything")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Mark all as read" })).toBeNull();
    expect(list.some(({ query }) => query.unread === "true")).toBe(true);
  });
});

function two(found: HTMLElement[]): [HTMLElement, HTMLElement] {
  const [first, second] = found;
  if (!first || !second) throw new Error("there are not two");
  return [first, second];
}
