import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setPlatformTime } from "@/lib/clock";
import { show } from "@/testing/render";
import { answering, noAnswer, pageOf, refusal } from "@/testing/server";
import { apiKey, merchant } from "@/testing/world";
import { ApiKeysPage } from "./api-keys-page";

function Keys() {
  const [keyId, setKeyId] = useState<string | undefined>(undefined);
  return <ApiKeysPage keyId={keyId} onKey={setKeyId} />;
}

const SECRET = "adk_test_1234_thewholesecret";

async function open() {
  answering("get", "/api/v1/api-keys/", pageOf([apiKey()]));
  await show(<Keys />);
  await screen.findByRole("table");
  return userEvent.setup();
}

async function openForm() {
  const user = await open();
  await user.click(screen.getByRole("button", { name: "Create API key" }));
  return { user, create: () => screen.getByRole("button", { name: "Create API key" }) };
}

describe("a new key", () => {
  it("is shown once, and gone for good when one has kept it", async () => {
    const { user, create } = await openForm();
    const made = answering("post", "/api/v1/api-keys/", {
      ...apiKey({ name: "Payroll" }),
      api_key: SECRET,
    });
    await user.type(screen.getByLabelText("Name"), "Payroll");
    await user.click(screen.getByLabelText(/payouts:write/));
    await user.selectOptions(screen.getByLabelText("It ends after"), "Until it is revoked");
    await user.type(screen.getByLabelText(/^Only from/), "203.0.113.7, 203.0.113.0/24");
    await user.click(create());
    expect(await screen.findByText(SECRET)).toBeInTheDocument();
    expect(
      screen.getByText("“Payroll” is ready. Copy it now: it is never shown again."),
    ).toBeInTheDocument();
    expect(made[0]?.body).toEqual({
      name: "Payroll",
      scopes: ["read", "payouts:write"],
      allowed_addresses: ["203.0.113.7", "203.0.113.0/24"],
    });
    expect([localStorage, sessionStorage].map((each) => Object.entries(each)).join()).not.toContain(
      SECRET,
    );
    await user.click(screen.getByRole("button", { name: "I have kept it" }));
    expect(screen.queryByText(SECRET)).not.toBeInTheDocument();
  });

  it("needs a name and something it may do, and sends nothing before", async () => {
    const { user, create } = await openForm();
    const made = answering("post", "/api/v1/api-keys/", {});
    await user.click(screen.getByLabelText(/^read/));
    await user.click(create());
    expect(screen.getByLabelText("Name")).toHaveAccessibleDescription(
      /Name what will use it, like “Payroll server”\./,
    );
    expect(screen.getByText("A key that may do nothing opens nothing.")).toBeInTheDocument();
    expect(made).toHaveLength(0);
  });

  it.each([
    ["/name", "Name"],
    ["/allowed_addresses/0", /^Only from/],
    ["/expires_at", "It ends after"],
  ])("shows what the platform says of %s at its field", async (pointer, label) => {
    const { user, create } = await openForm();
    const errors = [{ pointer, code: "wrong", detail: "Not like this." }];
    answering("post", "/api/v1/api-keys/", refusal(400, "malformed", { errors }));
    await user.type(screen.getByLabelText("Name"), "Payroll");
    await user.click(create());
    await waitFor(() => {
      expect(screen.getByLabelText(label)).toHaveAccessibleDescription(/Not like this\./);
    });
  });

  it("may have been made when nobody answered: the list is asked again, and says so", async () => {
    const { user, create } = await openForm();
    const listed = answering(
      "get",
      "/api/v1/api-keys/",
      pageOf([apiKey(), apiKey({ id: "2", name: "Payroll" })]),
    );
    answering("post", "/api/v1/api-keys/", noAnswer);
    await user.type(screen.getByLabelText("Name"), "Payroll");
    await user.click(create());
    expect(
      await screen.findByText(/If it was made, it stands in the list below/),
    ).toBeInTheDocument();
    await waitFor(() => {
      expect(listed).toHaveLength(1);
    });
  });
});

describe("revoking", () => {
  it("is asked about first, and says what follows", async () => {
    const user = await open();
    const revoked = answering(
      "post",
      `/api/v1/api-keys/${apiKey().id}/revoke/`,
      apiKey({ revoked_at: "2026-11-21T00:00:00Z" }),
    );
    const table = screen.getByRole("table");
    await user.click(within(table).getByRole("button", { name: "Revoke Payroll server" }));
    const panel = screen.getByRole("region", { name: "Revoke Payroll server" });
    expect(panel).toHaveTextContent(
      "From the next request on Payroll server opens nothing, for good. Whatever still uses it stops working.",
    );
    await user.click(within(panel).getByRole("button", { name: "Keep it" }));
    expect(revoked).toHaveLength(0);
    await user.click(within(table).getByRole("button", { name: "Revoke Payroll server" }));
    await user.click(
      within(screen.getByRole("region")).getByRole("button", { name: "Revoke Payroll server" }),
    );
    await waitFor(() => {
      expect(screen.queryByRole("region")).not.toBeInTheDocument();
    });
    expect(revoked).toHaveLength(1);
  });
});

describe("a key that is revoked", () => {
  it("is not revoked again", async () => {
    const revoked = apiKey({ id: "2", name: "Old", revoked_at: "2026-11-21T00:00:00Z" });
    answering("get", "/api/v1/api-keys/", pageOf([apiKey(), revoked]));
    await show(<Keys />);
    const table = await screen.findByRole("table");
    expect(within(table).getAllByRole("button", { name: /^Revoke/ })).toHaveLength(1);
  });
});

describe("the state of a key", () => {
  beforeEach(() => {
    setPlatformTime("2026-11-21T10:00:00Z");
  });

  afterEach(() => {
    setPlatformTime(new Date().toISOString());
  });

  it.each([
    [{ revoked_at: "2026-11-21T00:00:00Z" }, "Revoked"],
    [{ expires_at: "2026-11-21T09:59:59Z" }, "Expired"],
    [{ expires_at: "2026-11-21T10:05:30Z" }, "Activeends in 5 min"],
    [{}, "Active"],
  ])("is told by the platform's clock: %j is %s", async (given, says) => {
    answering("get", "/api/v1/api-keys/", pageOf([apiKey(given)]));
    await show(<Keys />, { merchant: merchant({ role: "finance" }) });
    const table = await screen.findByRole("table");
    expect(within(table).getAllByRole("cell")[1]).toHaveTextContent(says);
    expect(screen.queryByRole("button", { name: /^Revoke/ })).not.toBeInTheDocument();
  });
});

describe("rotating", () => {
  const payroll = apiKey();
  const old = apiKey({ rotated_to: "k2", expires_at: "2026-11-22T09:30:00Z" });
  const fresh = apiKey({ id: "k2", prefix: "adk_test_5678", rotated_from: payroll.id });

  beforeEach(() => {
    setPlatformTime("2026-11-21T10:00:00Z");
  });

  afterEach(() => {
    setPlatformTime(new Date().toISOString());
  });

  async function openPanel(...lists: ReturnType<typeof apiKey>[][]) {
    answering("get", "/api/v1/api-keys/", pageOf([payroll]), ...lists.map((each) => pageOf(each)));
    answering("get", "/api/v1/team/", pageOf([]));
    await show(<Keys />);
    const user = userEvent.setup();
    const table = within(await screen.findByRole("table"));
    await user.click(table.getByRole("button", { name: "Rotate Payroll server" }));
    const panel = within(screen.getByRole("region", { name: "Rotate Payroll server" }));
    return { user, table, panel };
  }

  it("gives a new secret once, and says how long the old key goes on", async () => {
    const { user, table, panel } = await openPanel([fresh, old]);
    const rotated = answering("post", `/api/v1/api-keys/${payroll.id}/rotate/`, {
      ...fresh,
      api_key: SECRET,
    });
    expect(panel.getByLabelText("The old key goes on for")).toHaveValue("24");
    await user.selectOptions(panel.getByLabelText("The old key goes on for"), "3 days");
    await user.click(panel.getByRole("button", { name: "Rotate Payroll server" }));
    expect(await screen.findByText(SECRET)).toBeInTheDocument();
    expect(rotated.map(({ body }) => body)).toEqual([{ overlap_hours: 72 }]);
    expect(await screen.findByText(/still works/)).toHaveTextContent(
      "The old key, adk_test_1234…, still works, and ends in 23 h",
    );
    const rows = table.getAllByRole("row").slice(1);
    expect(rows[0]).toHaveTextContent("Active");
    expect(rows[1]).toHaveTextContent("Being replaced");
    // Once, and never the old one again; revoking is always possible.
    expect(table.getAllByRole("button", { name: /^Rotate/ })).toHaveLength(1);
    expect(table.getAllByRole("button", { name: /^Revoke/ })).toHaveLength(2);
    await user.click(screen.getByRole("button", { name: "I have kept it" }));
    expect(screen.queryByText(SECRET)).not.toBeInTheDocument();
  });

  it("may stop the old key at once, and says what that means", async () => {
    const { user, panel } = await openPanel();
    const rotated = answering(
      "post",
      `/api/v1/api-keys/${payroll.id}/rotate/`,
      refusal(409, "api_key_already_rotated"),
    );
    await user.selectOptions(panel.getByLabelText("The old key goes on for"), "0");
    expect(panel.getByText(/stops working at once/)).toBeInTheDocument();
    await user.click(panel.getByRole("button", { name: "Rotate Payroll server" }));
    expect(await panel.findByText("api_key_already_rotated")).toBeInTheDocument();
    expect(rotated.map(({ body }) => body)).toEqual([{ overlap_hours: 0 }]);
  });

  it("may have happened when nobody answered", async () => {
    const { user, panel } = await openPanel();
    answering("post", `/api/v1/api-keys/${payroll.id}/rotate/`, noAnswer);
    await user.click(panel.getByRole("button", { name: "Rotate Payroll server" }));
    expect(await panel.findByText(/Nobody has seen it: rotate that one/)).toBeInTheDocument();
  });

  it("leads from a key to the one it replaced, and back", async () => {
    answering("get", "/api/v1/api-keys/", pageOf([fresh, old]));
    answering(
      "get",
      "/api/v1/team/",
      pageOf([{ user_id: payroll.made_by, name: "Asha Rao", role: "owner" }]),
    );
    await show(<Keys />);
    const user = userEvent.setup();
    const table = within(await screen.findByRole("table"));
    await user.click(table.getByRole("button", { name: /adk_test_5678/ }));
    const facts = within(screen.getByRole("region", { name: "Payroll server" }));
    expect(await facts.findByText("Asha Rao, owner")).toBeInTheDocument();
    await user.click(facts.getByRole("button", { name: "adk_test_1234…" }));
    const others = within(screen.getByRole("region", { name: "Payroll server" }));
    expect(others.getByText("Replaced by")).toBeInTheDocument();
    await user.click(others.getByRole("button", { name: "adk_test_5678…" }));
    expect(screen.getByText("Takes the place of")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(screen.queryByText("Takes the place of")).not.toBeInTheDocument();
  });
});

describe("what is known of a key", () => {
  it("includes from where it was used last, and from where it may be", async () => {
    const used = { last_used_at: "2026-11-21T04:30:00Z", last_used_from: "203.0.113.9" };
    answering(
      "get",
      "/api/v1/api-keys/",
      pageOf([apiKey({ ...used, allowed_addresses: ["203.0.113.0/24"] })]),
    );
    answering("get", "/api/v1/team/", pageOf([]));
    await show(<Keys />);
    const table = within(await screen.findByRole("table"));
    expect(table.getByText("from 203.0.113.9")).toBeInTheDocument();
    await userEvent.click(table.getByRole("button", { name: /adk_test_1234/ }));
    const facts = screen.getByRole("region", { name: "Payroll server" });
    expect(facts).toHaveTextContent("203.0.113.0 – 203.0.113.255, 256 addresses");
    expect(facts).toHaveTextContent(/Last used.* from 203\.0\.113\.9/);
    expect(facts).toHaveTextContent("somebody who is not in the team any more");
  });
});

describe("the addresses of a new key", () => {
  it("are explained while they are typed, and refused before they are sent", async () => {
    const { user, create } = await openForm();
    const made = answering("post", "/api/v1/api-keys/", {});
    await user.type(screen.getByLabelText("Name"), "Payroll");
    await user.type(screen.getByLabelText(/^Only from/), "203.0.113.0/30, 0.0.0.0/0, office");
    const understood = screen.getByRole("list", { name: "The addresses it may come from" });
    expect(
      within(understood)
        .getAllByRole("listitem")
        .map((each) => each.textContent),
    ).toEqual([
      "203.0.113.0/30 203.0.113.0 – 203.0.113.3, 4 addresses",
      "0.0.0.0/0 everywhere: this shuts nobody out",
    ]);
    await user.click(create());
    expect(screen.getByText("“office” is no IP address or network.")).toBeInTheDocument();
    expect(made).toHaveLength(0);
  });
});
