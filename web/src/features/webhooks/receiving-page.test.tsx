import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";
import { show } from "@/testing/render";
import { answering, noAnswer, pageOf, refusal, server } from "@/testing/server";
import { endpoint, merchant } from "@/testing/world";
import type { WebhookEndpoint } from "./calls";
import type { Arrived, Shown } from "./receiver-calls";
import { ReceivingPage } from "./receiving-page";

const LIST = "/api/v1/webhook-endpoints/";
const ADDRESS = "http://127.0.0.1:8000/receiver/in/";
const NAME = "019ab000-0000-4000-8000-0000000000aa";
const INBOX = `/receiver/inboxes/${NAME}`;
const SECRET = "whsec_dGhlIHNlY3JldA==";
const ours = (given: Partial<WebhookEndpoint> = {}) =>
  endpoint({ url: `${ADDRESS}${NAME}`, ...given });

function arrived(given: Partial<Arrived> = {}): Arrived {
  return {
    number: 1,
    at: "2026-11-21T10:00:00Z",
    headers: { "webhook-id": "payout/1/1", "webhook-timestamp": "1764150000" },
    body: JSON.stringify({ type: "payout.completed", data: { amount: 1 } }),
    signature: "holds",
    is_repeat: false,
    answered: "takes",
    ...given,
  };
}

function shownOf(...received: Arrived[]): Shown {
  return { answer: "takes", knows_secret: true, arrived_count: received.length, received };
}

async function open(
  given: WebhookEndpoint | null,
  inbox: object = shownOf(),
  role: "owner" | "viewer" = "owner",
) {
  answering("get", "/receiver/", { address: ADDRESS });
  answering("get", LIST, pageOf(given ? [endpoint(), given] : [endpoint()]));
  const asked = answering("get", INBOX, inbox);
  await show(<ReceivingPage />, { merchant: merchant({ role }) });
  return { asked, user: userEvent.setup() };
}

/** Whichever inboxes are told this secret. */
function hearing(secret: string) {
  const names: string[] = [];
  server.use(
    http.put("*/receiver/inboxes/:name", async ({ params, request }) => {
      if (((await request.json()) as { secret?: string }).secret === secret)
        names.push(String(params.name));
      return HttpResponse.json(shownOf());
    }),
  );
  return { names };
}

describe("the receiving page", () => {
  it("is not where there is no such server: the page of the app answers there", async () => {
    answering("get", LIST, pageOf([]));
    answering("get", "/receiver/", () => HttpResponse.html("<!doctype html>"));
    await show(<ReceivingPage />);
    const title = { name: "There is no receiving page here" };
    expect(await screen.findByRole("heading", title)).toBeVisible();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("says so when it does not answer, and asks again", async () => {
    answering("get", LIST, pageOf([]));
    answering("get", "/receiver/", noAnswer(), { address: ADDRESS });
    await show(<ReceivingPage />);
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("button", { name: "Start receiving" })).toBeVisible();
  });

  it("makes an endpoint that nobody guesses, and tells its server the secret", async () => {
    const { user } = await open(null);
    const made = answering("post", LIST, { ...ours(), secret: SECRET });
    const told = hearing(SECRET);
    await user.click(await screen.findByRole("button", { name: "Start receiving" }));
    await waitFor(() => {
      expect(told.names).toHaveLength(1);
    });
    const [name = ""] = told.names;
    expect(name).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(made.map(({ body }) => body)).toMatchObject([{ url: `${ADDRESS}${name}`, types: [] }]);
  });

  it("is begun by owners only", async () => {
    await open(null, shownOf(), "viewer");
    expect(await screen.findByText(/That is up to the owners/)).toBeVisible();
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("what arrived", () => {
  it("is shown with its headers, its body, and whether it is from us", async () => {
    const items = [
      arrived({ number: 3, signature: "unchecked", body: "nonsense" }),
      arrived({ number: 2, signature: "broken", is_repeat: true, answered: "fails" }),
      arrived(),
    ];
    await open(ours(), shownOf(...items));
    const list = within(await screen.findByRole("list", { name: "Arrived, newest first" }));
    const [newest, again, first] = list.getAllByRole("listitem");
    expect(newest).toHaveTextContent("not an event");
    expect(newest).toHaveTextContent("Signature not checked");
    expect(again).toHaveTextContent("Signature does not hold");
    expect(again).toHaveTextContent("Came before");
    expect(again).toHaveTextContent("answered 500");
    expect(first).toHaveTextContent("payout.completed");
    expect(first).toHaveTextContent("Signature holds");
    expect(first).not.toHaveTextContent("Came before");
    expect(first).toHaveTextContent("webhook-idpayout/1/1");
    expect(screen.getByLabelText("Body of delivery 1")).toHaveTextContent('"amount": 1');
    expect(screen.getByText("3 deliveries arrived")).toHaveAttribute("role", "status");
  });

  it("appears by itself", async () => {
    let now = shownOf();
    await open(ours(), () => now);
    const empty = { name: "Nothing has arrived yet" };
    expect(await screen.findByRole("heading", empty)).toBeVisible();
    now = shownOf(arrived());
    expect(await screen.findByText("payout.completed")).toBeVisible();
    expect(screen.queryByRole("heading", empty)).toBeNull();
  });

  it("is cleared away when asked", async () => {
    const { user } = await open(ours(), shownOf(arrived()), "viewer");
    const cleared = answering("delete", `${INBOX}/received`, shownOf());
    await user.click(await screen.findByRole("button", { name: "Clear" }));
    await waitFor(() => {
      expect(cleared).toHaveLength(1);
    });
  });
});

describe("the server of one's own", () => {
  it("answers what is chosen, and says so when that cannot be told it", async () => {
    const { user } = await open(ours());
    const chosen = answering("put", INBOX, { ...shownOf(), answer: "gone" }, refusal(503, "busy"));
    expect(await screen.findByRole("button", { name: "200" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await user.click(screen.getByRole("button", { name: "410" }));
    await waitFor(() => {
      expect(chosen.map(({ body }) => body)).toEqual([{ answer: "gone" }]);
    });
    await user.click(screen.getByRole("button", { name: "Slow" }));
    expect(await screen.findByRole("alert")).toBeVisible();
  });

  it("is sent a test event, by owners alone", async () => {
    const { user } = await open(ours());
    const tested = answering("post", `${LIST}${ours().id}/test/`, ours());
    await user.click(await screen.findByRole("button", { name: "Send a test event" }));
    await waitFor(() => {
      expect(tested).toHaveLength(1);
    });
  });

  it("is enabled again after it answered 410", async () => {
    const { user } = await open(ours({ state: "disabled", disabled_reason: "gone" }));
    const enabled = answering("post", `${LIST}${ours().id}/enable/`, ours());
    await user.click(await screen.findByRole("button", { name: "Enable it again" }));
    await waitFor(() => {
      expect(enabled).toHaveLength(1);
    });
    expect(screen.queryByRole("button", { name: "Send a test event" })).toBeNull();
  });

  it("is told a new secret where it has forgotten the one it had", async () => {
    const { user } = await open(ours(), { ...shownOf(), knows_secret: false });
    const rotated = answering("post", `${LIST}${ours().id}/rotate-secret/`, {
      ...ours(),
      secret: SECRET,
    });
    const told = answering("put", INBOX, shownOf());
    await user.click(await screen.findByRole("button", { name: "Tell it a new secret" }));
    await waitFor(() => {
      expect(told.map(({ body }) => body)).toEqual([{ secret: SECRET }]);
    });
    expect(rotated.map(({ body }) => body)).toEqual([{ lost: true }]);
  });

  it("offers whoever owns nothing only what changes nothing", async () => {
    await open(ours({ state: "disabled" }), { ...shownOf(), knows_secret: false }, "viewer");
    await screen.findByText("Signatures are not checked");
    for (const name of ["Enable it again", "Tell it a new secret", "Send a test event"]) {
      expect(screen.queryByRole("button", { name })).toBeNull();
    }
  });
});
