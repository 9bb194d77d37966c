import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { session, signIn, signOut } from "@/api/session";
import { show } from "@/testing/render";
import { answering, noAnswer, pageOf, refusal } from "@/testing/server";
import { Toasts } from "@/ui/toast";
import { AuthenticatorPage } from "./authenticator-page";
import { PasswordPage } from "./password-page";
import { ProfilePage } from "./profile-page";
import { SessionsPage } from "./sessions-page";

const AUTH = "/api/v1/auth";
const FACTOR = `${AUTH}/second-factor`;
const CODES = ["aaaa-bbbb", "cccc-dddd"];
const me = {
  id: "u1",
  email: "asha@malabar.example",
  name: "Asha Rao",
  has_second_factor: false,
  operator_role: null,
  api_key_id: null,
  scopes: null,
  memberships: [{ merchant_id: "m1", name: "Malabar Spices", role: "owner" }],
};
const off = { state: "off", turned_on_at: null, recovery_codes_left: 0 };
const on = { state: "on", turned_on_at: "2026-11-20T04:30:00Z", recovery_codes_left: 10 };

async function comeIn() {
  answering("post", `${AUTH}/token/`, { access: "t1" });
  await signIn("asha@malabar.example", "whatever it is");
  answering("get", `${AUTH}/me/`, me);
}

afterEach(async () => {
  answering("post", `${AUTH}/token/blacklist/`, {});
  await signOut();
});

describe("the profile", () => {
  it("says who one is, for whom one acts, and what is missing", async () => {
    await comeIn();
    await show(<ProfilePage />);
    expect(await screen.findByText("Asha Rao")).toBeInTheDocument();
    expect(screen.getByText("password only")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Set up an authenticator app" })).toHaveAttribute(
      "href",
      "/settings/authenticator",
    );
    const table = screen.getByRole("table", { name: "Your merchants" });
    expect(within(table).getByRole("link", { name: "Malabar Spices" })).toHaveAttribute(
      "href",
      "/m/m1",
    );
    expect(screen.getByRole("link", { name: "New merchant" })).toHaveAttribute(
      "href",
      "/merchants/new",
    );
  });

  it("teaches who acts for nobody yet", async () => {
    answering("get", `${AUTH}/me/`, { ...me, memberships: [], has_second_factor: true });
    await show(<ProfilePage />);
    expect(await screen.findByText("You act for no merchant yet")).toBeInTheDocument();
    expect(screen.getByText("password and code")).toBeInTheDocument();
  });
});

describe("changing the password", () => {
  async function enter(next: string, ...answers: Parameters<typeof answering>[2][]) {
    await comeIn();
    await show(
      <>
        <PasswordPage />
        <Toasts />
      </>,
    );
    const user = userEvent.setup();
    const asked = answering("post", `${AUTH}/password/change/`, ...answers);
    await user.type(screen.getByLabelText("Current password"), "the old one");
    await user.type(screen.getByLabelText("New password"), `${next}{Enter}`);
    return asked;
  }

  it("says that every session ends, ends this one, and says so", async () => {
    answering("post", `${AUTH}/token/blacklist/`, refusal(401, "invalid_token"));
    const asked = await enter("harbour kettle 92", {});
    expect(screen.getByText(/Every session ends, on every device/)).toBeInTheDocument();
    expect(await screen.findByText(/Your password is changed/)).toBeInTheDocument();
    await waitFor(() => {
      expect(session.state()).toBe("out");
    });
    expect(asked[0]?.body).toEqual({
      current_password: "the old one",
      new_password: "harbour kettle 92",
    });
  });

  it("sends nothing that is too short", async () => {
    const asked = await enter("short", {});
    expect(await screen.findByText("A password has at least 12 characters.")).toBeInTheDocument();
    expect(asked).toHaveLength(0);
  });

  it.each([
    ["current_password_wrong", "/current_password", "Current password"],
    ["password_too_weak", "/new_password", "New password"],
  ] as const)("shows %s at its field, and leaves the session", async (code, pointer, label) => {
    const errors = [{ pointer, code, detail: "Not like this." }];
    await enter("harbour kettle 92", refusal(422, code, { errors }));
    await waitFor(() => {
      expect(screen.getByLabelText(label)).toHaveAccessibleDescription(/Not like this\./);
    });
    expect(screen.getByLabelText(label)).toHaveFocus();
    expect(session.state()).toBe("in");
  });
});

describe("setting up the authenticator app", () => {
  const secret = {
    secret: "JBSWY3DPEHPK3PXP",
    otpauth_uri: "otpauth://totp/Adulis:asha?secret=JBSWY3DPEHPK3PXP&issuer=Adulis",
  };

  async function begin(factor: object = off) {
    await comeIn();
    const looked = answering("get", `${FACTOR}/`, factor, on);
    await show(<AuthenticatorPage />);
    const user = userEvent.setup();
    const begun = answering("post", `${FACTOR}/begin/`, secret);
    await user.type(await screen.findByLabelText("Your password"), "the one{Enter}");
    await screen.findByRole("img", { name: "QR code for the authenticator app" });
    return { user, begun, looked };
  }

  it("draws the secret, takes a code that fits, and shows the recovery codes once", async () => {
    const { user, begun, looked } = await begin();
    expect(begun[0]?.body).toEqual({ current_password: "the one" });
    expect(screen.getByText("JBSW Y3DP EHPK 3PXP")).toBeInTheDocument();
    const confirmed = answering("post", `${FACTOR}/confirm/`, refusal(401, "second_factor_wrong"), {
      recovery_codes: CODES,
    });
    const code = screen.getByLabelText("Code");
    await user.type(code, "12 45{Enter}");
    expect(await screen.findByText("Enter the six digits.")).toBeInTheDocument();
    expect(confirmed).toHaveLength(0);
    await user.clear(code);
    await user.type(code, "111 111{Enter}");
    expect(await screen.findByText("second_factor_wrong")).toBeInTheDocument();
    expect(code).toHaveValue("");
    await user.type(code, "222222{Enter}");
    const list = await screen.findByRole("list", { name: "Recovery codes" });
    expect(
      within(list)
        .getAllByRole("listitem")
        .map((each) => each.textContent),
    ).toEqual(CODES);
    expect(confirmed.map(({ body }) => body)).toEqual([{ code: "111111" }, { code: "222222" }]);
    expect([localStorage, sessionStorage].map((each) => Object.entries(each)).join()).not.toContain(
      CODES[0],
    );

    const done = screen.getByRole("button", { name: "Done" });
    expect(done).toBeDisabled();
    await user.click(screen.getByLabelText("I have kept them"));
    await user.click(done);
    expect(list).not.toBeInTheDocument();
    expect(await screen.findByText("10 codes left")).toBeInTheDocument();
    expect(looked.length).toBeGreaterThan(1);
  });

  it("may be begun again where it was begun before", async () => {
    const { user } = await begin({ ...off, state: "begun" });
    await user.click(screen.getByRole("button", { name: "Begin again" }));
    expect(screen.getByLabelText("Your password")).toHaveValue("");
  });

  it("copies the codes, prints them and hands them out as a file", async () => {
    const { user } = await begin();
    answering("post", `${FACTOR}/confirm/`, { recovery_codes: CODES });
    await user.type(screen.getByLabelText("Code"), "222222{Enter}");
    await user.click(await screen.findByRole("button", { name: "Copy" }));
    expect(await navigator.clipboard.readText()).toContain("aaaa-bbbb\ncccc-dddd\n");
    expect(await screen.findByRole("button", { name: "Copied" })).toBeInTheDocument();
    const print = vi.spyOn(window, "print").mockImplementation(() => undefined);
    await user.click(screen.getByRole("button", { name: "Print" }));
    expect(print).toHaveBeenCalledTimes(1);
    print.mockRestore();
    const files: Blob[] = [];
    URL.createObjectURL = (file) => {
      files.push(file as Blob);
      return "blob:1";
    };
    URL.revokeObjectURL = () => undefined;
    const links = vi
      .spyOn(HTMLAnchorElement.prototype, "click")
      .mockImplementation(() => undefined);
    await user.click(screen.getByRole("button", { name: "Download" }));
    links.mockRestore();
    expect(await files[0]?.text()).toBe(
      "Recovery codes of asha@malabar.example at Adulis. Each opens once.\n\naaaa-bbbb\ncccc-dddd\n",
    );
  });
});

describe("an authenticator app that is set up", () => {
  async function open(factor: object = on) {
    await comeIn();
    answering("get", `${FACTOR}/`, factor, off);
    await show(<AuthenticatorPage />);
    await screen.findByText("Your app");
    return userEvent.setup();
  }

  it("is removed with password and code only", async () => {
    const user = await open();
    const removed = answering(
      "post",
      `${FACTOR}/disable/`,
      refusal(422, "current_password_wrong", {
        errors: [{ pointer: "/current_password", code: "x", detail: "It is wrong." }],
      }),
      {},
    );
    await user.click(screen.getByRole("button", { name: "Remove the app" }));
    const form = within(screen.getByRole("region", { name: "Remove the app" }));
    await user.type(form.getByLabelText("Your password"), "wrong");
    await user.type(form.getByLabelText("Code"), "123456{Enter}");
    expect(await form.findByText("It is wrong.")).toBeInTheDocument();
    // The code was not looked at, and need not be typed again.
    expect(form.getByLabelText("Code")).toHaveValue("123456");
    await user.clear(form.getByLabelText("Your password"));
    await user.type(form.getByLabelText("Your password"), "right{Enter}");
    expect(await screen.findByText("Set up an authenticator app")).toBeInTheDocument();
    expect(removed.map(({ body }) => body)).toEqual([
      { current_password: "wrong", code: "123456" },
      { current_password: "right", code: "123456" },
    ]);
  });

  it("says when the recovery codes run out, and makes new ones", async () => {
    const user = await open({ ...on, recovery_codes_left: 1 });
    expect(screen.getByText("1 code left. Make new ones before they run out.")).toBeInTheDocument();
    const made = answering("post", `${FACTOR}/recovery-codes/`, { recovery_codes: CODES });
    await user.click(screen.getByRole("button", { name: "Make new recovery codes" }));
    await user.type(screen.getByLabelText("Your password"), "right");
    await user.type(screen.getByLabelText("Code"), "123456");
    await user.click(screen.getByRole("button", { name: "Make new codes" }));
    expect(await screen.findByText("aaaa-bbbb")).toBeInTheDocument();
    expect(made[0]?.body).toEqual({ current_password: "right", code: "123456" });
  });
});

describe("sessions", () => {
  const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
  const here = {
    id: "s1",
    is_current: true,
    address: "203.0.113.7",
    user_agent: FIREFOX,
    created_at: "2026-11-20T04:30:00Z",
    last_used_at: "2026-11-21T04:30:00Z",
    expires_at: "2026-12-05T04:30:00Z",
  };
  const there = {
    ...here,
    id: "s2",
    is_current: false,
    address: "198.51.100.4",
    user_agent: "curl/8.14.1",
  };

  async function open(...lists: object[][]) {
    await comeIn();
    answering("get", `${AUTH}/sessions/`, ...lists.map((list) => pageOf(list)));
    await show(<SessionsPage />);
    const table = await screen.findByRole("table", { name: "Sessions" });
    return { user: userEvent.setup(), table };
  }

  it("are told apart: this device, and others that can be revoked one by one", async () => {
    const { user, table } = await open([here, there], [here]);
    const rows = within(table).getAllByRole("row").slice(1);
    expect(rows[0]).toHaveTextContent(/Firefox on Linux.*This device.*203\.0\.113\.7/);
    expect(rows[1]).toHaveTextContent(/curl.*198\.51\.100\.4/);
    expect(rows[1]).not.toHaveTextContent("This device");
    const revoked = answering("post", `${AUTH}/sessions/s2/revoke/`, {});
    await user.click(within(table).getByRole("button", { name: "Revoke curl" }));
    await waitFor(() => {
      expect(within(table).queryByText("curl")).not.toBeInTheDocument();
    });
    expect(revoked).toHaveLength(1);
    expect(screen.queryByRole("button", { name: "Revoke all others" })).not.toBeInTheDocument();
  });

  it("are revoked all but this one", async () => {
    const { user } = await open([here, there], [here]);
    const revoked = answering("post", `${AUTH}/sessions/revoke-others/`, { revoked_count: 3 });
    await user.click(screen.getByRole("button", { name: "Revoke all others" }));
    expect(await screen.findByText("3 sessions revoked")).toBeInTheDocument();
    expect(revoked).toHaveLength(1);
    expect(session.state()).toBe("in");
  });

  it("say so when nobody answered, and ask how it stands", async () => {
    const { user, table } = await open([here, there], [here]);
    answering("post", `${AUTH}/sessions/s2/revoke/`, noAnswer);
    await user.click(within(table).getByRole("button", { name: "Revoke curl" }));
    expect(await screen.findByText("The platform did not answer.")).toBeInTheDocument();
    await waitFor(() => {
      expect(within(table).queryByText("curl")).not.toBeInTheDocument();
    });
  });
});
