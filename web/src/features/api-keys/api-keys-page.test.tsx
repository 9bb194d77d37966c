import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setPlatformTime } from "@/lib/clock";
import { show } from "@/testing/render";
import { answering, noAnswer, pageOf, refusal } from "@/testing/server";
import { apiKey, merchant } from "@/testing/world";
import { ApiKeysPage } from "./api-keys-page";

const SECRET = "adk_test_1234_thewholesecret";

async function open() {
  answering("get", "/api/v1/api-keys/", pageOf([apiKey()]));
  await show(<ApiKeysPage />);
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
    await show(<ApiKeysPage />);
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
    await show(<ApiKeysPage />, { merchant: merchant({ role: "finance" }) });
    const table = await screen.findByRole("table");
    expect(within(table).getAllByRole("cell")[1]).toHaveTextContent(says);
    expect(screen.queryByRole("button", { name: /^Revoke/ })).not.toBeInTheDocument();
  });
});
