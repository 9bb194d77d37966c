import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { platformAheadMs, platformNow, setPlatformTime, useTicking } from "./clock";

const HERE = new Date("2026-11-21T09:00:00Z");

beforeEach(() => {
  vi.useFakeTimers({ now: HERE });
});

afterEach(() => {
  setPlatformTime(new Date().toISOString());
});

describe("the platform's clock", () => {
  it("is where the platform says, and runs on with ours", () => {
    setPlatformTime("2026-11-23T09:00:10Z");
    expect(platformAheadMs()).toBe(2 * 86_400_000 + 10_000);
    vi.advanceTimersByTime(5000);
    expect(new Date(platformNow()).toISOString()).toBe("2026-11-23T09:00:15.000Z");
  });

  it("may be behind ours", () => {
    setPlatformTime("2026-11-21T08:59:00Z");
    expect(platformAheadMs()).toBe(-60_000);
  });
});

describe("what counts by it", () => {
  let renders = 0;
  function Shown() {
    const minutes = useTicking((now) => Math.floor(now / 60_000) % 60);
    renders += 1;
    return <p>minute {minutes}</p>;
  }

  it("renders when it says something else, and only then", () => {
    setPlatformTime("2026-11-21T09:00:00Z");
    renders = 0;
    render(<Shown />);
    act(() => {
      vi.advanceTimersByTime(59_000);
    });
    expect(screen.getByText("minute 0")).toBeInTheDocument();
    expect(renders).toBe(1);
    act(() => {
      vi.advanceTimersByTime(1000);
    });
    expect(screen.getByText("minute 1")).toBeInTheDocument();
    expect(renders).toBe(2);
  });

  it("follows at once when the clock is moved", () => {
    render(<Shown />);
    act(() => {
      setPlatformTime("2026-11-21T09:42:00Z");
    });
    expect(screen.getByText("minute 42")).toBeInTheDocument();
  });

  it("ticks once for all, and not at all for nobody", () => {
    const { unmount } = render(
      <>
        <Shown />
        <Shown />
      </>,
    );
    expect(vi.getTimerCount()).toBe(1);
    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });
});
