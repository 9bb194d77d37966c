import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { session, signIn, signOut } from "@/api/session";
import { show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { ConfirmEmailPage } from "./confirm-email-page";
import { ForgotPasswordPage } from "./forgot-password-page";
import { FoundMerchantPage } from "./found-merchant-page";
import { InvitationPage } from "./invitation-page";
import { NewPasswordPage } from "./new-password-page";
import { SignInForm } from "./sign-in-form";
import { SignUpPage } from "./sign-up-page";

const AUTH = "/api/v1/auth";
const LONG = "correct horse battery";

afterEach(async () => {
  answering("post", `${AUTH}/token/blacklist/`, {});
  await signOut();
});

describe("signing up", () => {
  it("asks for a name, an address and a password that is long enough, before it asks anybody", async () => {
    await show(<SignUpPage />);
    const user = userEvent.setup();
    const asked = answering("post", `${AUTH}/register/`, {});
    await user.type(screen.getByLabelText("Password"), "too short");
    await user.click(screen.getByRole("button", { name: "Create account" }));
    expect(await screen.findByText("Enter your name.")).toBeInTheDocument();
    expect(screen.getByText("Enter your e-mail address.")).toBeInTheDocument();
    expect(screen.getByText("A password has at least 12 characters.")).toBeInTheDocument();
    expect(asked).toHaveLength(0);
  });

  it("says that a letter is on its way, and to whom", async () => {
    await show(<SignUpPage />);
    const user = userEvent.setup();
    const asked = answering("post", `${AUTH}/register/`, {});
    await user.type(screen.getByLabelText("Your name"), "Asha Rao");
    await user.type(screen.getByLabelText("E-mail"), " asha@malabar.example ");
    await user.type(screen.getByLabelText("Password"), `${LONG}{Enter}`);
    expect(await screen.findByRole("status")).toHaveTextContent("asha@malabar.example");
    expect(asked[0]?.body).toEqual({
      name: "Asha Rao",
      email: "asha@malabar.example",
      password: LONG,
    });
  });

  it("shows what the platform has against a password beside it", async () => {
    await show(<SignUpPage email="asha@malabar.example" />);
    const user = userEvent.setup();
    answering(
      "post",
      `${AUTH}/register/`,
      refusal(422, "password_too_weak", {
        errors: [{ pointer: "/password", detail: "This password is too common.", code: "x" }],
      }),
    );
    expect(screen.getByLabelText("E-mail")).toHaveAttribute("readonly");
    await user.type(screen.getByLabelText("Your name"), "Asha");
    await user.type(screen.getByLabelText("Password"), `passwordpassword{Enter}`);
    expect(await screen.findByText("This password is too common.")).toBeInTheDocument();
    expect(screen.getByLabelText("Password")).toHaveAttribute("aria-invalid", "true");
  });
});

describe("confirming an address", () => {
  async function enter(...answers: Parameters<typeof answering>[2][]) {
    const onDone = vi.fn<() => void>();
    await show(<ConfirmEmailPage token="t0ken" onDone={onDone} />);
    const user = userEvent.setup();
    const asked = answering("post", `${AUTH}/confirm-email/`, ...answers);
    const button = screen.getByRole("button", { name: "Confirm and sign in" });
    const password = screen.getByLabelText("Enter the password you chose");
    return { user, asked, button, password, onDone };
  }

  it("takes the password that was chosen, and signs in straight away", async () => {
    const { user, asked, button, password, onDone } = await enter({ email: "asha@b.example" });
    const signedIn = answering("post", `${AUTH}/token/`, { access: "t1" });
    await user.click(button);
    expect(await screen.findByText("Enter your password.")).toBeInTheDocument();
    expect(asked).toHaveLength(0);
    await user.type(password, `${LONG}{Enter}`);
    await waitFor(() => {
      expect(onDone).toHaveBeenCalledTimes(1);
    });
    expect(asked.map(({ body }) => body)).toEqual([{ token: "t0ken", password: LONG }]);
    expect(signedIn[0]?.body).toEqual({ email: "asha@b.example", password: LONG });
    expect(session.state()).toBe("in");
  });

  it("shows the way out to who did not choose that password", async () => {
    const { user, password, onDone } = await enter(refusal(422, "password_not_the_one_chosen"));
    await user.type(password, `${LONG}{Enter}`);
    expect(await screen.findByRole("link", { name: "Choose a new password" })).toHaveAttribute(
      "href",
      "/forgot-password",
    );
    expect(password).toHaveAttribute("aria-invalid", "true");
    expect(password).toHaveFocus();
    expect(onDone).not.toHaveBeenCalled();
  });

  it("does not confirm twice when only signing in went wrong", async () => {
    const { user, asked, button, password, onDone } = await enter({ email: "asha@b.example" });
    answering("post", `${AUTH}/token/`, noAnswer, { access: "t1" });
    await user.type(password, `${LONG}{Enter}`);
    expect(await screen.findByText("The platform did not answer.")).toBeInTheDocument();
    await user.click(button);
    await waitFor(() => {
      expect(onDone).toHaveBeenCalledTimes(1);
    });
    expect(asked).toHaveLength(1);
  });

  it("says so when the link is too old, and does not ask again", async () => {
    const { user, password, button } = await enter(refusal(409, "link_expired"));
    await user.type(password, `${LONG}{Enter}`);
    expect(await screen.findByText("link_expired")).toBeInTheDocument();
    expect(button).not.toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Sign in" })).toBeInTheDocument();
  });
});

describe("a forgotten password", () => {
  it("answers alike whether or not the address is known", async () => {
    await show(<ForgotPasswordPage />);
    const asked = answering("post", `${AUTH}/password/reset/`, {});
    await userEvent.type(screen.getByLabelText("E-mail"), "a@b.example{Enter}");
    expect(await screen.findByRole("status")).toHaveTextContent("If there is an account");
    expect(asked[0]?.body).toEqual({ email: "a@b.example" });
  });

  it("is replaced by a new one, which ends every session", async () => {
    await show(<NewPasswordPage token="t" />);
    const asked = answering("post", `${AUTH}/password/reset/confirm/`, {});
    await userEvent.type(screen.getByLabelText("New password"), `${LONG}{Enter}`);
    expect(await screen.findByRole("status")).toHaveTextContent("Every session has ended");
    expect(asked[0]?.body).toEqual({ token: "t", new_password: LONG });
  });

  it("leads to a new link where this one was used", async () => {
    await show(<NewPasswordPage token="used" />);
    answering("post", `${AUTH}/password/reset/confirm/`, refusal(409, "link_used"));
    await userEvent.type(screen.getByLabelText("New password"), `${LONG}{Enter}`);
    expect(await screen.findByRole("link", { name: "Send me a new link" })).toBeInTheDocument();
  });
});

describe("signing in with more than a password", () => {
  async function enter(...answers: Parameters<typeof answering>[2][]) {
    const onDone = vi.fn<() => void>();
    await show(<SignInForm onDone={onDone} />);
    const user = userEvent.setup();
    const asked = answering("post", `${AUTH}/token/`, ...answers);
    await user.type(screen.getByLabelText("E-mail"), "a@b.example");
    await user.type(screen.getByLabelText("Password"), `${LONG}{Enter}`);
    return { user, asked, onDone };
  }

  it("asks for the code of the app, and sends all three", async () => {
    const { user, asked, onDone } = await enter(
      refusal(401, "second_factor_required"),
      refusal(401, "second_factor_wrong"),
      { access: "t1" },
    );
    const code = await screen.findByLabelText("Code");
    expect(code).toHaveFocus();
    await user.type(code, "111111{Enter}");
    expect(await screen.findByText("second_factor_wrong")).toBeInTheDocument();
    expect(code).toHaveValue("");
    await user.type(code, " 222222{Enter}");
    await waitFor(() => {
      expect(onDone).toHaveBeenCalledTimes(1);
    });
    expect(asked.map(({ body }) => body)).toEqual([
      { email: "a@b.example", password: LONG },
      { email: "a@b.example", password: LONG, code: "111111" },
      { email: "a@b.example", password: LONG, code: "222222" },
    ]);
    expect(session.state()).toBe("in");
  });

  it("sends the letter again to who has not confirmed their address", async () => {
    const { user } = await enter(refusal(403, "email_not_confirmed"));
    const asked = answering("post", `${AUTH}/confirm-email/resend/`, {});
    await user.click(await screen.findByRole("button", { name: "Send the letter again" }));
    expect(
      await screen.findByText(/A new letter is on its way to a@b.example/),
    ).toBeInTheDocument();
    expect(asked[0]?.body).toEqual({ email: "a@b.example" });
  });
});

describe("an invitation", () => {
  const offer = {
    merchant_name: "Malabar Spices",
    role: "finance",
    email: "ravi@malabar.example",
    invited_by: "Asha Rao",
    state: "pending",
    is_expired: false,
    expires_at: "2026-12-01T09:00:00Z",
  };

  async function open(given: object = {}, me = "ravi@malabar.example", signedIn = true) {
    answering("post", `${AUTH}/token/`, { access: "t1" });
    if (signedIn) await signIn(me, LONG);
    answering("get", `${AUTH}/me/`, { email: me });
    answering("post", "/api/v1/invitations/look-up/", { ...offer, ...given });
    const onJoined = vi.fn<(merchantId: string) => void>();
    await show(<InvitationPage token="t0ken" onJoined={onJoined} />);
    return onJoined;
  }

  it("says to what, as what and by whom, and is accepted by a click", async () => {
    const onJoined = await open();
    const asked = answering("post", "/api/v1/invitations/accept/", {
      merchant_id: "m1",
      role: "finance",
    });
    expect(await screen.findByText("Also takes and sends money.")).toBeInTheDocument();
    expect(screen.getByText("Asha Rao")).toBeInTheDocument();
    await userEvent.click(await screen.findByRole("button", { name: "Join Malabar Spices" }));
    await waitFor(() => {
      expect(onJoined).toHaveBeenCalledWith("m1");
    });
    expect(asked[0]?.body).toEqual({ token: "t0ken" });
  });

  it("leads whoever is not signed in through the door and back", async () => {
    await open({}, "", false);
    expect(await screen.findByRole("link", { name: "Sign in to join" })).toHaveAttribute(
      "href",
      expect.stringContaining("next="),
    );
    expect(screen.getByRole("link", { name: "Create an account" })).toHaveAttribute(
      "href",
      expect.stringContaining("email=ravi%40malabar.example"),
    );
  });

  it("is not for somebody else who happens to be signed in", async () => {
    await open({}, "other@malabar.example");
    expect(await screen.findByText("You are signed in as other@malabar.example")).toBeVisible();
    expect(screen.queryByRole("button", { name: /Join/ })).not.toBeInTheDocument();
  });

  it.each([{ state: "revoked" }, { is_expired: true }])("is closed: %o", async (given) => {
    await open(given);
    expect(await screen.findByText("This invitation is not open any more")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Join/ })).not.toBeInTheDocument();
  });
});

describe("founding a merchant", () => {
  it("makes one of the kind that was chosen", async () => {
    answering("get", `${AUTH}/me/`, { email: "asha@malabar.example" });
    const onFounded = vi.fn<(merchantId: string) => void>();
    await show(<FoundMerchantPage onFounded={onFounded} />);
    const asked = answering("post", "/api/v1/merchants/", { id: "m9" });
    await userEvent.click(screen.getByRole("button", { name: "I myself" }));
    expect(screen.getByText("As on your PAN card.")).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText("Name"), " Asha Rao {Enter}");
    await waitFor(() => {
      expect(onFounded).toHaveBeenCalledWith("m9");
    });
    expect(asked[0]?.body).toEqual({ name: "Asha Rao", kind: "person" });
  });

  it("leads back whoever has merchants already", async () => {
    answering("get", `${AUTH}/me/`, { email: "asha@malabar.example" });
    await show(<FoundMerchantPage hasOthers onFounded={() => undefined} />);
    expect(screen.getByRole("link", { name: "Back to your merchants" })).toHaveAttribute(
      "href",
      "/",
    );
    expect(screen.queryByRole("button", { name: "Sign out" })).not.toBeInTheDocument();
  });
});
