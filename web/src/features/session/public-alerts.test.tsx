import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { FrontDoor } from "./front-door";

const ALERTS = "/api/v1/system-alerts/public/";

function alert(severity: "critical" | "warning", title: string) {
  return {
    id: `01a21a00-0000-7000-8000-00000000000${title.length % 10}`,
    severity,
    title,
    text: "Nobody can sign in for a while.",
    begins_at: "2026-11-26T09:00:00Z",
    ends_at: "2099-11-26T09:00:00Z",
    merchant_id: null,
    is_dismissible: severity !== "critical",
  };
}

const open = () => show(<FrontDoor title="Sign in">The form</FrontDoor>);

describe("a front door", () => {
  it("says what is wrong, for who cannot get in, and offers nothing only people may do", async () => {
    answering("get", ALERTS, {
      results: [alert("critical", "Signing in fails"), alert("warning", "Slow bank")],
    });
    await open();
    const said = within(await screen.findByRole("region", { name: "About the platform" }));
    expect(said.getByRole("alert")).toHaveTextContent("Critical: Signing in fails");
    expect(said.getByRole("alert")).toHaveTextContent(/Until 26 Nov 2099/);
    expect(said.getByRole("status")).toHaveTextContent("Warning: Slow bank");
    expect(said.queryByRole("button")).toBeNull();
  });

  it.each([
    ["nothing is wrong", { results: [] }],
    ["it is refused", refusal(503, "unavailable")],
    ["nobody answers", noAnswer()],
  ])("is as it was where %s", async (_, answer) => {
    const asked = answering("get", ALERTS, answer);
    await open();
    await waitFor(() => {
      expect(asked.length).toBeGreaterThan(0);
    });
    expect(screen.getByText("The form")).toBeVisible();
    expect(screen.queryByRole("region", { name: "About the platform" })).toBeNull();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
