import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deferred } from "@/testing/deferred";
import { SearchField } from "./search-field";

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

/** A list that is searched, and a page that takes its time to come. */
async function open() {
  const onText = vi.fn<(text: string) => void>();
  const coming = deferred<null>();
  const root = createRootRoute();
  const getParentRoute = () => root;
  const list = createRoute({
    getParentRoute,
    path: "/list",
    component: () => <SearchField label="Search" placeholder="" text="" onText={onText} />,
  });
  const one = createRoute({
    getParentRoute,
    path: "/one",
    loader: () => coming.promise,
    component: () => <p>The one</p>,
  });
  const router = createRouter({
    routeTree: root.addChildren([list, one]),
    history: createMemoryHistory({ initialEntries: ["/list"] }),
  });
  await act(() => router.load());
  render(<RouterProvider router={router as never} />);
  await pass(0);
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "pumps " } });
  return { onText, router, coming };
}

describe("words to look for", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("are told on once the typing has come to rest", async () => {
    const { onText } = await open();
    await pass(299);
    expect(onText).not.toHaveBeenCalled();
    await pass(1);
    expect(onText.mock.calls).toEqual([["pumps"]]);
  });

  it("do not call back whoever has followed a link meanwhile", async () => {
    const { onText, router, coming } = await open();
    await pass(100);
    void router.navigate({ to: "/one" as never });
    await pass(500);
    expect(onText).not.toHaveBeenCalled();
    coming.resolve(null);
    await pass(0);
    expect(screen.getByText("The one")).toBeInTheDocument();
  });
});
