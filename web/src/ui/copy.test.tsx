import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Reference } from "./copy";

afterEach(() => {
  vi.unstubAllGlobals();
});

const copying = (clipboard: object | undefined) => {
  const user = userEvent.setup();
  vi.stubGlobal("navigator", Object.create(navigator, { clipboard: { value: clipboard } }));
  render(<Reference text="SIMB1" what="UTR" />);
  return user.click(screen.getByRole("button", { name: "Copy UTR" }));
};

describe("copying a reference", () => {
  it("copies it whole, says so, and is ready again", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const copied: string[] = [];
    await copying({ writeText: (text: string) => Promise.resolve(copied.push(text)) });
    expect(copied).toEqual(["SIMB1"]);
    expect(await screen.findByRole("button", { name: "Copied" })).toBeInTheDocument();
    act(() => {
      vi.advanceTimersByTime(2000);
    });
    expect(screen.getByRole("button", { name: "Copy UTR" })).toBeInTheDocument();
  });

  it.each([
    ["has no clipboard", undefined],
    ["is not allowed to", { writeText: () => Promise.reject(new Error("no")) }],
  ])("says what to do where a page %s", async (_what, clipboard) => {
    await copying(clipboard);
    expect(
      await screen.findByRole("button", {
        name: "The browser does not let this page copy: mark the text",
      }),
    ).toBeInTheDocument();
    expect(screen.getByText("SIMB1")).toBeInTheDocument();
  });
});
