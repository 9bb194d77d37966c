import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { show, showPage } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { delivery, ENDPOINT_ID as ENDPOINT, merchant } from "@/testing/world";
import { DeliveriesPage } from "./deliveries-page";
import type { Attempt, DeliveryDetail } from "./delivery-calls";
import { DeliveryPage } from "./delivery-page";
import { readDeliveriesSearch } from "./delivery-search";

const LIST = "/api/v1/webhook-deliveries/";

function attempt(given: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    at: "2020-01-02T03:04:01Z",
    duration_ms: 12,
    failure: null,
    status: 204,
    answer: "",
    ...given,
  };
}

function detail(given: Partial<DeliveryDetail> = {}): DeliveryDetail {
  const data = {
    id: "payout/019ab000-0000-7000-8000-0000000000f3/2",
    type: "payout.completed",
    subject: "payout/019ab000-0000-7000-8000-0000000000f3",
    subject_sequence: 2,
    merchant_id: merchant().id,
    payload: { amount_paise: 500_000 },
    at: "2020-01-02T03:04:00Z",
  };
  return {
    ...delivery(),
    body: { type: data.type, timestamp: data.at, data },
    attempts: [attempt()],
    ...given,
  };
}

function world() {
  const endpoint = { id: ENDPOINT, url: "https://hooks.example.com/in" };
  answering("get", "/api/v1/webhook-endpoints/", pageOf([endpoint]));
}

async function openList(at: string, ...answers: Parameters<typeof answering>[2][]) {
  world();
  const asked = answering("get", LIST, ...answers);
  const shown = await showPage(
    readDeliveriesSearch,
    (search, onSearch) => <DeliveriesPage search={search} onSearch={onSearch} />,
    { at },
  );
  return { ...shown, asked, user: userEvent.setup() };
}

describe("the list of deliveries", () => {
  it("has four faces: it loads, fails and is asked again, and is full", async () => {
    const { user, asked } = await openList("/", refusal(503, "busy"), pageOf([delivery()]));
    expect(screen.getByRole("status", { name: "Loading" })).toBeInTheDocument();
    const alert = await screen.findByRole("alert");
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    const table = await screen.findByRole("table", { name: "Deliveries, newest first" });
    await waitFor(() => {
      expect(
        within(table)
          .getAllByRole("cell")
          .map((cell) => cell.textContent),
      ).toEqual([
        "payout.completed",
        "https://hooks.example.com/in",
        "Delivered",
        "1",
        "2 Jan 2020, 08:34",
      ]);
    });
    expect(asked.length).toBeGreaterThanOrEqual(2);
  });

  it("says what will stand here when there is nothing", async () => {
    await openList("/", pageOf([]));
    expect(
      await screen.findByRole("heading", { name: "Nothing was sent yet" }),
    ).toBeInTheDocument();
  });

  it("is filtered in the address, and says when nothing fits", async () => {
    const at = `/?endpoint=${ENDPOINT}&state=failed&type=payout.completed&nonsense=1`;
    const { user, asked, address } = await openList(at, pageOf([]));
    expect(await screen.findByRole("heading", { name: "No delivery fits" })).toBeInTheDocument();
    expect(asked[0]?.query).toEqual({
      endpoint_id: ENDPOINT,
      state: "failed",
      type: "payout.completed",
    });
    await user.selectOptions(screen.getByLabelText("State"), "Waiting");
    await waitFor(() => {
      expect(address()).toContain("state=pending");
    });
    await user.click(await screen.findByRole("button", { name: "Show all deliveries" }));
    await waitFor(() => {
      expect(address()).toBe("/");
    });
  });

  it("says of one that was not taken when it is tried again", async () => {
    const tried = delivery({
      state: "pending",
      attempt_count: 1,
      next_attempt_at: "2020-01-02T03:05:00Z",
      delivered_at: null,
      allowed_moves: [],
    });
    await openList("/", pageOf([tried]));
    const table = await screen.findByRole("table");
    expect(within(table).getByText("Tried again")).toBeInTheDocument();
  });
});

describe("a delivery", () => {
  async function openOne(answer: object, role: "owner" | "viewer" = "owner") {
    world();
    answering("get", `${LIST}${delivery().id}/`, answer);
    await show(<DeliveryPage deliveryId={delivery().id} />, { merchant: merchant({ role }) });
    await screen.findByRole("heading", { name: "payout.completed" });
    return userEvent.setup();
  }

  it("shows what is sent, and what each attempt came to", async () => {
    await openOne(
      detail({
        attempts: [
          attempt({ failure: "refused", status: 500, answer: "Not today.", duration_ms: 1240 }),
          attempt({ number: 2, failure: "timed_out", status: null, duration_ms: 15_000 }),
          attempt({ number: 3 }),
        ],
      }),
    );
    const attempts = within(screen.getByRole("list", { name: "Attempts" }));
    const steps = attempts.getAllByRole("listitem").map((each) => each.textContent);
    expect(steps).toEqual([
      expect.stringMatching(/^It did not take the event \(500\).*Attempt 1 · 1\.2 sNot today\.$/),
      expect.stringMatching(/^It did not answer in time.*Attempt 2 · 15\.0 s$/),
      expect.stringMatching(/^It took the event \(204\).*Attempt 3 · 12 ms$/),
    ]);
    expect(screen.getByLabelText("Body")).toHaveTextContent('"amount_paise": 500000');
  });

  it("that was given up says why, and is sent again by whoever owns it", async () => {
    const user = await openOne(
      detail({
        state: "failed",
        given_up: "endpoint_disabled",
        failed_at: "2020-01-02T03:06:00Z",
        delivered_at: null,
        attempts: [],
      }),
    );
    expect(screen.getByText("Its endpoint was disabled.")).toBeInTheDocument();
    expect(screen.getByText("It was not tried.")).toBeInTheDocument();
    const replayed = answering("post", `${LIST}${delivery().id}/replay/`, detail());
    await user.click(screen.getByRole("button", { name: "Send it again" }));
    await waitFor(() => {
      expect(replayed).toHaveLength(1);
    });
  });

  it("tells why it cannot be sent again", async () => {
    const user = await openOne(detail());
    answering("post", `${LIST}${delivery().id}/replay/`, refusal(409, "webhook_endpoint_disabled"));
    await user.click(screen.getByRole("button", { name: "Send it again" }));
    expect(await screen.findByText("webhook_endpoint_disabled")).toBeInTheDocument();
  });

  it("is not sent again while it is on its way", async () => {
    await openOne(detail({ state: "pending", allowed_moves: [], attempts: [] }));
    expect(screen.getByText("On its way")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Send it again" })).not.toBeInTheDocument();
  });

  it("is only looked at by viewers", async () => {
    await openOne(detail(), "viewer");
    expect(screen.queryByRole("button", { name: "Send it again" })).not.toBeInTheDocument();
  });
});
