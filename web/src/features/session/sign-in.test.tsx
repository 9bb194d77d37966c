import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { session, signIn, signOut } from "@/api/session";
import { meQuery } from "@/api/queries";
import { queryClient, show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { SignInAgain } from "./sign-in-again";
import { SignInPage } from "./sign-in-page";

const TOKENS = "/api/v1/auth/token/";
const installation = (demo_login: object | null) => ({
  mode: "sandbox",
  now: "2026-11-21T09:00:00Z",
  demo_login,
});

afterEach(async () => {
  answering("post", `${TOKENS}blacklist/`, {});
  await signOut();
});

async function open(demo: object | null = null) {
  answering("get", "/api/v1/installation/", installation(demo));
  const onDone = vi.fn<() => void>();
  await show(<SignInPage onDone={onDone} />);
  return { user: userEvent.setup(), onDone };
}

describe("signing in", () => {
  it("asks for what is missing before it asks the platform", async () => {
    const { user } = await open();
    const asked = answering("post", TOKENS, { access: "t1" });
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByText("Enter your e-mail address.")).toBeInTheDocument();
    expect(screen.getByText("Enter your password.")).toBeInTheDocument();
    expect(screen.getByLabelText("E-mail")).toHaveAttribute("aria-invalid", "true");
    expect(asked).toHaveLength(0);
  });

  it("says what was wrong and what to do, and leads back to the password", async () => {
    const { user, onDone } = await open();
    answering("post", TOKENS, refusal(401, "invalid_credentials"), { access: "t1" });
    await user.type(screen.getByLabelText("E-mail"), " owner@malabar.example ");
    await user.type(screen.getByLabelText("Password"), "wrong{Enter}");
    expect(
      await screen.findByText("E-mail and password do not belong together."),
    ).toBeInTheDocument();
    expect(screen.getByLabelText("Password")).toHaveFocus();
    await user.keyboard("right{Enter}");
    await waitFor(() => {
      expect(onDone).toHaveBeenCalledTimes(1);
    });
    expect(session.state()).toBe("in");
  });

  it.each([
    ["nobody answers", noAnswer, "The platform did not answer."],
    [
      "it was tried too often",
      refusal(429, "throttled", { retryable: true, retryAfter: "30" }),
      "Wait 30 seconds and try again.",
    ],
  ])("says so when %s", async (_what, answer, says) => {
    const { user } = await open();
    answering("post", TOKENS, answer);
    await user.type(screen.getByLabelText("E-mail"), "a@b.example");
    await user.type(screen.getByLabelText("Password"), "x{Enter}");
    expect(await screen.findByText(says)).toBeInTheDocument();
  });

  it("is one click in a sandbox, and offered nowhere else", async () => {
    const { user, onDone } = await open({ email: "demo@adulis.example", password: "demo" });
    const asked = answering("post", TOKENS, { access: "t1" });
    await user.click(await screen.findByRole("button", { name: "Look around as the demo owner" }));
    await waitFor(() => {
      expect(onDone).toHaveBeenCalledTimes(1);
    });
    expect(asked[0]?.body).toEqual({ email: "demo@adulis.example", password: "demo" });
  });
});

describe("signing out without a connection", () => {
  it("says on the page one lands on that the platform does not know, and when it does", async () => {
    answering("post", TOKENS, { access: "t1" });
    await signIn("owner@malabar.example", "secret");
    answering("post", `${TOKENS}blacklist/`, noAnswer);
    await signOut();
    await open();
    expect(screen.getByRole("status")).toHaveTextContent("Signed out on this page only, so far");
    expect(screen.getByRole("status")).toHaveTextContent("Leave this page open");
    answering("post", `${TOKENS}blacklist/`, {});
    window.dispatchEvent(new Event("online"));
    expect(await screen.findByText("The platform knows it now as well.")).toBeInTheDocument();
  });

  it("is nothing to speak of where the platform answered", async () => {
    answering("post", `${TOKENS}blacklist/`, {});
    await signOut();
    await open();
    expect(screen.queryByText(/Signed out/)).not.toBeInTheDocument();
  });
});

describe("signing in again", () => {
  it("asks whoever it was only for their password, and cannot be waved away", async () => {
    const client = queryClient();
    client.setQueryData(meQuery.queryKey, { email: "owner@malabar.example" } as never);
    await show(<SignInAgain />, { client });
    const user = userEvent.setup();
    const asked = answering("post", TOKENS, { access: "t1" });
    expect(screen.getByRole("dialog", { name: "Sign in again" })).toHaveTextContent(
      "What you were doing is still here, and goes on as soon as you are back.",
    );
    expect(screen.getByLabelText("E-mail")).toHaveValue("owner@malabar.example");
    expect(screen.getByLabelText("E-mail")).toHaveAttribute("readonly");
    expect(screen.getByLabelText("Password")).toHaveFocus();
    expect(screen.queryByRole("button", { name: "Close" })).not.toBeInTheDocument();
    await user.keyboard("{Escape}");
    expect(screen.getByRole("dialog")).toBeInTheDocument();
    await user.keyboard("secret{Enter}");
    await waitFor(() => {
      expect(asked[0]?.body).toEqual({ email: "owner@malabar.example", password: "secret" });
    });
  });
});
