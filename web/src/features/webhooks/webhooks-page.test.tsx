import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { show } from "@/testing/render";
import { answering, noAnswer, pageOf, refusal } from "@/testing/server";
import { endpoint, merchant } from "@/testing/world";
import type { WebhookEndpoint } from "./calls";
import { WebhooksPage } from "./webhooks-page";

const LIST = "/api/v1/webhook-endpoints/";
const SECRET = "whsec_thewholesecret";

async function open(...rows: WebhookEndpoint[]) {
  const listed = answering("get", LIST, pageOf(rows));
  await show(<WebhooksPage />);
  const table = within(await screen.findByRole("table"));
  return { user: userEvent.setup(), table, listed };
}

describe("a new endpoint", () => {
  async function openForm() {
    const { user, listed } = await open(endpoint());
    await user.click(screen.getByRole("button", { name: "Create endpoint" }));
    return { user, listed, create: () => screen.getByRole("button", { name: "Create endpoint" }) };
  }

  it("shows its secret once, and keeps it nowhere", async () => {
    const { user, create } = await openForm();
    const made = answering("post", LIST, { ...endpoint(), secret: SECRET });
    await user.type(screen.getByLabelText("Address"), "https://hooks.example.com/in");
    await user.click(screen.getByRole("radio", { name: "Only what I choose" }));
    await user.click(screen.getByRole("checkbox", { name: "payout.*" }));
    await user.click(screen.getByRole("checkbox", { name: "deposit.cleared" }));
    await user.click(create());
    expect(await screen.findByText(SECRET)).toBeInTheDocument();
    expect(made.map(({ body }) => body)).toEqual([
      {
        url: "https://hooks.example.com/in",
        description: "",
        types: ["payout.*", "deposit.cleared"],
      },
    ]);
    const kept = [localStorage, sessionStorage].map((each) => Object.entries(each)).join();
    expect(kept).not.toContain(SECRET);
    await user.click(screen.getByRole("button", { name: "I have kept it" }));
    expect(screen.queryByText(SECRET)).not.toBeInTheDocument();
  });

  it("needs an address, and sends nothing before", async () => {
    const { user, create } = await openForm();
    const made = answering("post", LIST, {});
    await user.click(create());
    expect(screen.getByText("Say where events are sent.")).toBeInTheDocument();
    expect(made).toHaveLength(0);
  });

  it("shows what the platform says of the address at its field", async () => {
    const { user, create } = await openForm();
    const errors = [{ pointer: "/url", code: "wrong", detail: "Not there." }];
    answering("post", LIST, refusal(400, "malformed", { errors }));
    await user.type(screen.getByLabelText("Address"), "https://10.0.0.1/");
    await user.click(create());
    await waitFor(() => {
      expect(screen.getByLabelText("Address")).toHaveAccessibleDescription(/Not there\./);
    });
  });

  it("may have been made when nobody answered: the list is asked again, and says so", async () => {
    const { user, create, listed } = await openForm();
    answering("post", LIST, noAnswer);
    await user.type(screen.getByLabelText("Address"), "https://hooks.example.com/in");
    await user.click(create());
    expect(await screen.findByText(/Nobody has seen its secret/)).toBeInTheDocument();
    await waitFor(() => {
      expect(listed).toHaveLength(2);
    });
  });
});

describe("an endpoint", () => {
  it.each([
    [{}, "Enabled"],
    [{ failing_since: "2026-11-21T10:00:00Z" }, "Failingsince"],
    [{ state: "disabled", disabled_reason: "gone" }, "Disabledit answered 410"],
  ] as const)("tells its state: %j is %s", async (given, says) => {
    const { table } = await open(endpoint(given));
    expect(table.getAllByRole("cell")[1]).toHaveTextContent(says);
  });

  it("offers what it allows", async () => {
    const { table } = await open(endpoint({ state: "disabled", allowed_moves: ["enable"] }));
    const names = table.getAllByRole("button").map((each) => each.textContent);
    expect(names).toEqual(["Edit", "Rotate secret", "Enable"]);
  });

  it("is looked at, not changed, by whoever owns nothing", async () => {
    answering("get", LIST, pageOf([endpoint()]));
    await show(<WebhooksPage />, { merchant: merchant({ role: "finance" }) });
    await screen.findByRole("table");
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });

  it("is archived only after one was told what follows", async () => {
    const { user, table } = await open(endpoint());
    const done = answering("post", `${LIST}${endpoint().id}/archive/`, endpoint());
    await user.click(table.getByRole("button", { name: /^Archive/ }));
    const panel = within(screen.getByRole("region"));
    expect(panel.getByText(/for good, and its secrets are erased/)).toBeInTheDocument();
    expect(done).toHaveLength(0);
    await user.click(panel.getByRole("button", { name: "Archive" }));
    await waitFor(() => {
      expect(screen.queryByRole("region")).not.toBeInTheDocument();
    });
    expect(done).toHaveLength(1);
  });

  it("gets a new secret, while the old one signs for a day", async () => {
    const { user, table } = await open(endpoint());
    answering("post", `${LIST}${endpoint().id}/rotate-secret/`, {
      ...endpoint({ old_secret_until: "2026-11-22T10:00:00Z" }),
      secret: SECRET,
    });
    await user.click(table.getByRole("button", { name: /^Rotate/ }));
    const panel = within(screen.getByRole("region"));
    expect(panel.getByText(/signed with both/)).toBeInTheDocument();
    await user.click(panel.getByRole("button", { name: "Rotate secret" }));
    expect(await screen.findByText(SECRET)).toBeInTheDocument();
    expect(screen.getByText(/The old secret signs as well/)).toBeInTheDocument();
  });
});

describe("a new secret that nobody saw", () => {
  it("is replaced, once it is said that it was lost", async () => {
    const { user, table } = await open(endpoint());
    const path = `${LIST}${endpoint().id}/rotate-secret/`;
    answering("post", path, refusal(409, "webhook_secret_just_rotated"));
    await user.click(table.getByRole("button", { name: /^Rotate/ }));
    const panel = within(screen.getByRole("region"));
    expect(panel.queryByRole("button", { name: /nobody saw/ })).not.toBeInTheDocument();
    await user.click(panel.getByRole("button", { name: "Rotate secret" }));
    const sent = answering("post", path, { ...endpoint(), secret: SECRET });
    await user.click(await panel.findByRole("button", { name: "Replace the one nobody saw" }));
    expect(await screen.findByText(SECRET)).toBeInTheDocument();
    expect(sent.map(({ body }) => body)).toEqual([{ lost: true }]);
  });
});

describe("changing an endpoint", () => {
  it("begins with what is there, and sends all of it", async () => {
    const { user, table } = await open(endpoint());
    const path = `${LIST}${endpoint().id}/`;
    const changed = answering("patch", path, endpoint());
    await user.click(table.getByRole("button", { name: /^Edit/ }));
    const form = within(screen.getByRole("region", { name: "Change the endpoint" }));
    expect(form.getByLabelText("Address")).toHaveValue("https://hooks.example.com/in");
    expect(form.getByRole("radio", { name: "Only what I choose" })).toBeChecked();
    expect(form.getByRole("checkbox", { name: "payout.*" })).toBeChecked();
    await user.click(form.getByRole("radio", { name: "Everything that happens" }));
    await user.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(screen.queryByRole("region")).not.toBeInTheDocument();
    });
    expect(changed.map(({ body }) => body)).toEqual([
      { url: "https://hooks.example.com/in", description: "Books", types: [] },
    ]);
  });
});

describe("replaying", () => {
  async function openPanel() {
    const { user, table } = await open(endpoint());
    await user.click(table.getByRole("button", { name: /^Replay/ }));
    return { user, panel: within(screen.getByRole("region")) };
  }

  it("sends what was given up, and says how much that is", async () => {
    const { user, panel } = await openPanel();
    const sent = answering("post", `${LIST}${endpoint().id}/replay/`, {
      replayed: 2,
      looked_until: null,
    });
    await user.click(panel.getByRole("button", { name: "Send again" }));
    expect(await panel.findByText("2 deliveries are sent again.")).toBeInTheDocument();
    expect(sent.map(({ body }) => body)).toEqual([{}]);
  });

  it("sends what happened since, a thousand at a time, once it is known since when", async () => {
    const { user, panel } = await openPanel();
    const sent = answering(
      "post",
      `${LIST}${endpoint().id}/replay/`,
      { replayed: 1000, looked_until: "2026-11-21T12:00:00Z" },
      { replayed: 0, looked_until: null },
    );
    await user.click(panel.getByRole("button", { name: "Everything since" }));
    await user.click(panel.getByRole("button", { name: "Send again" }));
    expect(panel.getByText("Say from when on.")).toBeInTheDocument();
    expect(sent).toHaveLength(0);
    await user.type(panel.getByLabelText("Since"), "2026-11-21T10:00");
    await user.click(panel.getByRole("button", { name: "Send again" }));
    await user.click(await panel.findByRole("button", { name: "Send the next" }));
    expect(await panel.findByText("There was nothing to send again.")).toBeInTheDocument();
    expect(sent.map(({ body }) => body)).toEqual([
      { since: new Date("2026-11-21T10:00").toISOString() },
      { since: "2026-11-21T12:00:00Z" },
    ]);
  });
});
