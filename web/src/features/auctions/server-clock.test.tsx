import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  askedNow,
  countdownText,
  forgetServerTime,
  hearServerTime,
  leftUntil,
  serverNow,
  useLeft,
} from "./server-clock";

const HERE = Date.parse("2026-11-21T09:00:00Z");
const AN_HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ now: HERE });
});

afterEach(() => {
  forgetServerTime();
});

/** A question that takes `there` to the platform, whose clock is `ahead`, and `back` to us. */
function askOnce(ahead: number, there: number, back: number): void {
  const askedAt = askedNow();
  vi.advanceTimersByTime(there);
  const told = new Date(Date.now() + ahead).toISOString();
  vi.advanceTimersByTime(back);
  hearServerTime(told, askedAt);
}

/** By how much we are wrong about a clock that is `ahead` of ours. */
function errorAgainst(ahead: number): number {
  return Math.round(serverNow() - (Date.now() + ahead));
}

describe("the platform's time", () => {
  it("is ours until it was heard", () => {
    expect(errorAgainst(0)).toBe(0);
  });

  it("is what an answer says, made up for its way here", () => {
    askOnce(AN_HOUR, 40, 40);
    expect(errorAgainst(AN_HOUR)).toBe(0);
  });

  it("is wrong by no more than half the round trip", () => {
    askOnce(-AN_HOUR, 0, 300);
    expect(errorAgainst(-AN_HOUR)).toBe(-150);
  });

  it("is taken from the quickest answer, not from the last", () => {
    askOnce(AN_HOUR, 5, 5);
    askOnce(AN_HOUR, 0, 900);
    expect(errorAgainst(AN_HOUR)).toBe(0);
    askOnce(AN_HOUR, 0, 4);
    expect(errorAgainst(AN_HOUR)).toBe(-2);
  });

  it("is another one when an answer contradicts all before it: a clock was moved", () => {
    askOnce(0, 1, 1);
    askOnce(AN_HOUR, 200, 200);
    expect(errorAgainst(AN_HOUR)).toBe(0);
  });
});

describe("a countdown", () => {
  it.each([
    [2 * 86_400_000 + 3 * AN_HOUR, "2 d 3 h"],
    [3 * AN_HOUR + 7 * 60_000 + 12_000, "3:07:12"],
    [9 * 60_000 + 58_000, "9:58"],
    [60_000, "1:00"],
    [10_000, "0:10"],
    [7300, "0:07.3"],
    [100, "0:00.1"],
    [0, "0:00"],
  ])("of %d ms says %s", (left, text) => {
    expect(countdownText(left)).toBe(text);
  });

  it("shows no less than there is, and nothing only when nothing is left", () => {
    const at = new Date(HERE + 60_000).toISOString();
    expect(leftUntil(at, HERE + 1)).toBe(60_000);
    expect(leftUntil(at, HERE + 59_999)).toBe(100);
    expect(leftUntil(at, HERE + 60_000)).toBe(0);
    expect(leftUntil(at, HERE + 70_000)).toBe(0);
  });

  it("counts by the platform's clock, and draws itself when the figure changes and no more", () => {
    let drawn = 0;
    function Clock({ at }: { at: string }) {
      drawn += 1;
      return <p>{countdownText(useLeft(at))}</p>;
    }
    const ahead = 30_000;
    askOnce(ahead, 0, 0);
    const { rerender } = render(<Clock at={new Date(HERE + ahead + 15_000).toISOString()} />);
    expect(screen.getByText("0:15")).toBeInTheDocument();
    const before = drawn;
    act(() => {
      vi.advanceTimersByTime(3000);
    });
    expect(screen.getByText("0:12")).toBeInTheDocument();
    expect(drawn - before).toBeLessThanOrEqual(3);
    act(() => {
      vi.advanceTimersByTime(4700);
    });
    expect(screen.getByText("0:07.3")).toBeInTheDocument();
    // The end is moved while one looks.
    rerender(<Clock at={new Date(HERE + ahead + 187_700).toISOString()} />);
    expect(screen.getByText("3:00")).toBeInTheDocument();
    act(() => {
      vi.advanceTimersByTime(180_000);
    });
    expect(screen.getByText("0:00")).toBeInTheDocument();
    const over = drawn;
    act(() => {
      vi.advanceTimersByTime(60_000);
    });
    expect(drawn).toBe(over);
  });
});
