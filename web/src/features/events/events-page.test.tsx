import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { showPage } from "@/testing/render";
import { answering, refusal } from "@/testing/server";
import { EventsPage } from "./events-page";
import { readEventsSearch } from "./search";

const FEED = "/api/v1/events/";

function event(number: number, type: string) {
  return {
    id: `payout/1/${number}`,
    type,
    subject: "payout/1",
    subject_sequence: number,
    merchant_id: "m",
    payload: { amount_paise: number },
    at: "2020-01-02T03:04:00Z",
  };
}

const page = (results: object[], has_more = false) => ({ results, cursor: "c1", has_more });

async function open(at: string, ...answers: Parameters<typeof answering>[2][]) {
  const asked = answering("get", FEED, ...answers);
  const shown = await showPage(
    readEventsSearch,
    (search, onSearch) => <EventsPage search={search} onSearch={onSearch} />,
    { at },
  );
  return { ...shown, asked, user: userEvent.setup() };
}

describe("the feed of events", () => {
  it("loads, fails and is asked again, and shows each event with what programs read", async () => {
    const { user } = await open("/", refusal(503, "busy"), page([event(1, "payout.created")]));
    expect(screen.getByRole("status", { name: "Loading" })).toBeInTheDocument();
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    const list = await screen.findByRole("list", { name: "Events, oldest first" });
    expect(within(list).getByText("payout.created")).toBeInTheDocument();
    expect(screen.getByLabelText("Event payout/1/1")).toHaveTextContent('"amount_paise": 1');
  });

  it("goes on where the page ended", async () => {
    const { user, asked, address } = await open(
      "/",
      page([event(1, "payout.created")], true),
      page([event(2, "payout.completed")]),
    );
    await user.click(await screen.findByRole("button", { name: "Later" }));
    await waitFor(() => {
      expect(address()).toBe("/?after=c1");
    });
    expect(await screen.findByText("payout.completed")).toBeInTheDocument();
    expect(asked[1]?.query).toEqual({ limit: "50", after: "c1" });
  });

  it("shows only the types looked for, and says when there is none", async () => {
    await open("/?type=deposit", page([event(1, "payout.created")]));
    expect(await screen.findByRole("heading", { name: "No event fits" })).toBeInTheDocument();
  });

  it("waits for what is yet to come from where everything ends", async () => {
    const { user, asked, address } = await open("/", page([]));
    expect(
      await screen.findByRole("heading", { name: "Nothing has happened yet" }),
    ).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "From now on" }));
    await waitFor(() => {
      expect(address()).toBe("/?after=c1");
    });
    expect(asked.map(({ query }) => query.after)).toContain("now");
  });
});
