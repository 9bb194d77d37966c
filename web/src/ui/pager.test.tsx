import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { Pager, placeOf, type Place } from "./pager";

const NEXT = "https://adulis.example/api/v1/payouts/?limit=50&offset=100&status=failed";
const PREVIOUS = "https://adulis.example/api/v1/payouts/?limit=50&status=failed";

function open(more: object, place: Place = {}) {
  const onTurn = vi.fn<(place: Place) => void>();
  const page = {
    count: 123_456,
    count_capped: false,
    next: null,
    previous: null,
    results: Array<unknown>(50).fill(0),
    ...more,
  };
  render(<Pager page={page} place={place} onTurn={onTurn} />);
  return { onTurn, user: userEvent.setup() };
}

const newer = () => screen.getByRole("button", { name: "Newer" });
const older = () => screen.getByRole("button", { name: "Older" });

describe("the place in a list", () => {
  it.each([
    [NEXT, { offset: 100 }],
    [PREVIOUS, {}],
    ["http://x/?offset=0", {}],
    ["/api/v1/payouts/?offset=50", { offset: 50 }],
    ["http://x/?cursor=bz1%2B%3D&offset=9", { cursor: "bz1+=" }],
  ])("is all that is taken from %s", (address, place) => {
    expect(placeOf(address)).toEqual(place);
  });
});

describe("turning pages", () => {
  it("needs no buttons where there is one page", () => {
    open({});
    expect(screen.queryByRole("navigation")).not.toBeInTheDocument();
  });

  it("goes on from the first", async () => {
    const { user, onTurn } = open({ next: NEXT });
    expect(screen.getByText("1–50 of 1,23,456")).toBeInTheDocument();
    expect(newer()).toBeDisabled();
    await user.click(older());
    expect(onTurn).toHaveBeenCalledExactlyOnceWith({ offset: 100 });
  });

  it("goes back from the last", async () => {
    const { user, onTurn } = open(
      { count: 52, previous: PREVIOUS, results: [0, 0] },
      { offset: 50 },
    );
    expect(screen.getByText("51–52 of 52")).toBeInTheDocument();
    expect(older()).toBeDisabled();
    await user.click(newer());
    expect(onTurn).toHaveBeenCalledExactlyOnceWith({});
  });

  it("says that there are more than were counted", () => {
    open({ count: 10_000, count_capped: true, next: NEXT });
    expect(screen.getByText("1–50 of more than 10,000")).toBeInTheDocument();
  });

  it("leads from deep inside only to the beginning", async () => {
    const { user, onTurn } = open({ count_capped: true, next: NEXT }, { cursor: "c" });
    expect(screen.getByText("Deep in more than 1,23,456")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "To the beginning" }));
    expect(onTurn).toHaveBeenCalledExactlyOnceWith({});
  });

  it("leads back to the beginning also from an end that has nothing before it", () => {
    open({ results: [0] }, { cursor: "c" });
    expect(screen.getByRole("button", { name: "To the beginning" })).toBeEnabled();
  });
});
