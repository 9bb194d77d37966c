import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Invitation, Member } from "@/api/people";
import { setPlatformTime } from "@/lib/clock";
import { show } from "@/testing/render";
import { answering, noAnswer, pageOf, refusal } from "@/testing/server";
import { merchant } from "@/testing/world";
import { TeamPage } from "./team-page";

const AT = "2026-11-21T04:30:00Z";

function member(given: Partial<Member> = {}): Member {
  return {
    id: "mem-asha",
    user_id: "u-asha",
    name: "Asha Rao",
    email: "asha@malabar.example",
    role: "owner",
    is_you: true,
    has_second_factor: true,
    joined_at: AT,
    counts_from: null,
    ...given,
  };
}

const binu = member({
  id: "mem-binu",
  user_id: "u-binu",
  name: "Binu Das",
  email: "binu@malabar.example",
  role: "finance",
  is_you: false,
  has_second_factor: false,
});

function invitation(given: Partial<Invitation> = {}): Invitation {
  return {
    id: "inv-1",
    email: "charu@malabar.example",
    role: "viewer",
    state: "pending",
    is_expired: false,
    invited_by: "u-asha",
    invited_by_name: "Asha Rao",
    created_at: AT,
    sent_at: AT,
    expires_at: "2026-11-28T04:30:00Z",
    closed_at: null,
    allowed_moves: ["resend", "revoke"],
    ...given,
  };
}

beforeEach(() => {
  setPlatformTime("2026-11-21T05:00:00Z");
});

interface Team {
  members?: Member[];
  invitations?: Invitation[];
  role?: "viewer" | "finance" | "owner";
}

async function open({ members = [member(), binu], invitations = [], role = "owner" }: Team = {}) {
  const listed = answering("get", "/api/v1/team/", pageOf(members));
  const invited = answering("get", "/api/v1/team/invitations/", pageOf(invitations));
  const onLeft = vi.fn<() => void>();
  await show(<TeamPage onLeft={onLeft} />, { merchant: merchant({ role }) });
  const table = within(await screen.findByRole("table", { name: "Members" }));
  return { user: userEvent.setup(), table, listed, invited, onLeft };
}

describe("the team", () => {
  it("says from when on somebody new counts as a second person", async () => {
    const { table } = await open({
      members: [member(), { ...binu, counts_from: "2026-11-22T04:30:00Z" }],
    });
    const rows = table.getAllByRole("row").slice(1);
    expect(rows[1]).toHaveTextContent(/New: counts as a second person from .* on \(in 23 h/);
    expect(rows[0]).not.toHaveTextContent("second person");
  });

  it("is seen by everybody in it, and changed by owners only", async () => {
    const members = [member({ is_you: false }), { ...binu, is_you: true }];
    const { table, invited } = await open({ members, role: "finance" });
    const rows = table.getAllByRole("row").slice(1);
    expect(rows[0]).toHaveTextContent(/Asha Rao.*asha@malabar\.example.*Owner.*password and code/);
    expect(rows[1]).toHaveTextContent(/Binu Das.*You.*Finance.*password only/);
    expect(table.getAllByRole("button").map((each) => each.textContent)).toEqual(["Leave"]);
    expect(screen.queryByRole("button", { name: "Invite a colleague" })).not.toBeInTheDocument();
    expect(invited).toHaveLength(0);
  });

  it("gives a member another role, and says what that allows", async () => {
    const { user, table } = await open();
    const changed = answering("post", "/api/v1/team/mem-binu/role/", { ...binu, role: "owner" });
    await user.click(table.getByRole("button", { name: "Change role of Binu Das" }));
    const panel = within(screen.getByRole("region", { name: "Change role of Binu Das" }));
    expect(panel.getByRole("radio", { name: "Finance" })).toBeChecked();
    expect(panel.getByRole("radio", { name: "Viewer" })).toHaveAccessibleDescription(
      "Sees everything, and changes nothing.",
    );
    expect(panel.getByRole("button", { name: "Change role" })).toBeDisabled();
    await user.click(panel.getByRole("radio", { name: "Owner" }));
    await user.click(panel.getByRole("button", { name: "Change role" }));
    await waitFor(() => {
      expect(screen.queryByRole("region")).not.toBeInTheDocument();
    });
    expect(changed[0]?.body).toEqual({ role: "owner" });
  });

  it("removes a member after saying what goes with them", async () => {
    const { user, table, listed } = await open();
    const removed = answering("post", "/api/v1/team/mem-binu/remove/", {});
    await user.click(table.getByRole("button", { name: "Remove Binu Das" }));
    const panel = screen.getByRole("region", { name: "Remove Binu Das" });
    expect(panel).toHaveTextContent("The API keys they made are revoked");
    await user.click(within(panel).getByRole("button", { name: "Keep them" }));
    expect(removed).toHaveLength(0);
    await user.click(table.getByRole("button", { name: "Remove Binu Das" }));
    await user.click(
      within(screen.getByRole("region")).getByRole("button", { name: "Remove Binu Das" }),
    );
    await waitFor(() => {
      expect(screen.queryByRole("region")).not.toBeInTheDocument();
    });
    expect(removed).toHaveLength(1);
    expect(listed).toHaveLength(2);
  });

  it("explains why the last owner stays, and asks nobody", async () => {
    const { user, table } = await open();
    const left = answering("post", "/api/v1/team/leave/", {});
    for (const name of ["Leave", "Change role of Asha Rao"]) {
      await user.click(table.getByRole("button", { name }));
      const panel = within(screen.getByRole("region", { name: "You are the only owner" }));
      expect(panel.getByText(/Make somebody else an owner first/)).toBeInTheDocument();
      await user.click(panel.getByRole("button", { name: "Understood" }));
    }
    expect(left).toHaveLength(0);
  });

  it("is left by one of two owners; who became the last meanwhile is told", async () => {
    const { user, table, onLeft } = await open({ members: [member(), { ...binu, role: "owner" }] });
    answering("get", "/api/v1/merchants/", pageOf([]));
    answering("post", "/api/v1/team/leave/", refusal(409, "last_owner"), {});
    await user.click(table.getByRole("button", { name: "Leave" }));
    const panel = within(screen.getByRole("region", { name: "Leave the team" }));
    await user.click(panel.getByRole("button", { name: "Leave Malabar Spices" }));
    expect(await panel.findByText("last_owner")).toBeInTheDocument();
    expect(onLeft).not.toHaveBeenCalled();
    await user.click(panel.getByRole("button", { name: "Leave Malabar Spices" }));
    await waitFor(() => {
      expect(onLeft).toHaveBeenCalledTimes(1);
    });
  });

  it("says so when it cannot be had", async () => {
    answering("get", "/api/v1/team/", refusal(503, "unavailable"), pageOf([member()]));
    await show(<TeamPage onLeft={() => undefined} />, { merchant: merchant({ role: "viewer" }) });
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("table", { name: "Members" })).toBeInTheDocument();
  });
});

describe("inviting", () => {
  async function enter(...answers: Parameters<typeof answering>[2][]) {
    const opened = await open();
    const asked = answering("post", "/api/v1/team/invitations/", ...answers);
    await opened.user.click(screen.getByRole("button", { name: "Invite a colleague" }));
    const send = () => opened.user.click(screen.getByRole("button", { name: "Send invitation" }));
    return { ...opened, asked, send };
  }

  it("takes an address and a role, and says that the letter is on its way", async () => {
    const { user, asked, send, invited } = await enter(invitation());
    await send();
    expect(await screen.findByText("Enter their e-mail address.")).toBeInTheDocument();
    expect(asked).toHaveLength(0);
    await user.type(screen.getByLabelText("E-mail"), " charu@malabar.example ");
    await user.click(screen.getByRole("radio", { name: "Finance" }));
    await send();
    expect(
      await screen.findByText("A letter is on its way to charu@malabar.example"),
    ).toBeInTheDocument();
    expect(asked.map(({ body }) => body)).toEqual([
      { email: "charu@malabar.example", role: "finance" },
    ]);
    await waitFor(() => {
      expect(invited).toHaveLength(2);
    });
  });

  it("says why not", async () => {
    const { user, send } = await enter(refusal(409, "already_member"));
    await user.type(screen.getByLabelText("E-mail"), "binu@malabar.example");
    await send();
    expect(await screen.findByText("already_member")).toBeInTheDocument();
  });

  it("may have happened when nobody answered", async () => {
    const { user, send, invited } = await enter(noAnswer);
    await user.type(screen.getByLabelText("E-mail"), "charu@malabar.example");
    await send();
    expect(
      await screen.findByText(/charu@malabar.example stands under the invitations below/),
    ).toBeInTheDocument();
    await waitFor(() => {
      expect(invited).toHaveLength(2);
    });
  });
});

describe("invitations", () => {
  async function openWith(invitations: Invitation[]) {
    const opened = await open({ invitations });
    const table = within(await screen.findByRole("table", { name: "Invitations" }));
    return { ...opened, table };
  }

  it("wait until they expire, and can be sent again or revoked", async () => {
    const { user, table } = await openWith([
      invitation(),
      invitation({ id: "inv-2", email: "old@b.example", expires_at: "2026-11-21T04:59:00Z" }),
    ]);
    const rows = table.getAllByRole("row").slice(1);
    expect(rows[0]).toHaveTextContent(/charu@malabar\.example.*Viewer.*Pending.*ends/);
    expect(rows[1]).toHaveTextContent(/old@b\.example.*Expired/);
    const again = answering("post", "/api/v1/team/invitations/inv-2/resend/", invitation());
    await user.click(table.getByRole("button", { name: "Send again to old@b.example" }));
    expect(
      await screen.findByText(/A new letter is on its way to old@b.example/),
    ).toBeInTheDocument();
    expect(again).toHaveLength(1);
    const revoked = answering("post", "/api/v1/team/invitations/inv-1/revoke/", invitation());
    await user.click(
      table.getByRole("button", { name: "Revoke the invitation of charu@malabar.example" }),
    );
    expect(
      await screen.findByText("The link that charu@malabar.example has opens nothing any more."),
    ).toBeInTheDocument();
    expect(revoked).toHaveLength(1);
  });

  it("offer what the platform allows, and nothing else", async () => {
    const { table } = await openWith([invitation({ allowed_moves: [] })]);
    expect(table.queryByRole("button")).not.toBeInTheDocument();
  });

  it("say why not", async () => {
    const { user, table } = await openWith([invitation()]);
    answering("post", "/api/v1/team/invitations/inv-1/revoke/", refusal(409, "illegal_move"));
    await user.click(table.getByRole("button", { name: /^Revoke/ }));
    expect(await screen.findByText("illegal_move")).toBeInTheDocument();
  });
});
