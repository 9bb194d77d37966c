/**
 * The one stream of this page, for whoever shows something: whether it flows, and whose auction it
 * tells of besides what is the merchant's own. A browser keeps six lines to a host, over all its tabs,
 * so nobody opens a second one to be told of an auction: the one that is there is opened anew.
 */
import { createContext, use, useEffect, useState } from "react";
import type { StreamState } from "./stream";

interface Live {
  state: StreamState;
  /** The deal whose auction the stream tells of. */
  tellsOf: string | null;
  /** Have it tell of the auction of this deal, until what is returned is called. */
  follow: (dealId: string) => () => void;
}

export const LiveContext = createContext<Live>({
  state: "connecting",
  tellsOf: null,
  follow: () => () => undefined,
});

/** Whether the merchant's own things are told of. */
export function useLive(): StreamState {
  return use(LiveContext).state;
}

/** Whether the auction of this deal is told of; until it is, whoever shows it has to ask for it. */
export function useToldOf(dealId: string): StreamState {
  const { state, tellsOf } = use(LiveContext);
  return state === "live" && tellsOf !== dealId ? "connecting" : state;
}

/** Have the auction of a deal told of while somebody looks; null: of none. */
export function useFollow(dealId: string | null): void {
  const { follow } = use(LiveContext);
  const isSeen = useSeen();
  useEffect(
    () => (dealId === null || !isSeen ? undefined : follow(dealId)),
    [dealId, isSeen, follow],
  );
}

/** Whoever looks something up in another tab is back before that. */
export const AWAY_MS = 30_000;

/** Whether anybody sees this page, or did a moment ago. */
function useSeen(): boolean {
  const [isSeen, setSeen] = useState(() => document.visibilityState === "visible");
  useEffect(() => {
    let leaving: ReturnType<typeof setTimeout> | undefined;
    const changed = (): void => {
      clearTimeout(leaving);
      if (document.visibilityState === "visible") {
        setSeen(true);
        return;
      }
      leaving = setTimeout(() => {
        setSeen(false);
      }, AWAY_MS);
    };
    document.addEventListener("visibilitychange", changed);
    return () => {
      document.removeEventListener("visibilitychange", changed);
      clearTimeout(leaving);
    };
  }, []);
  return isSeen;
}
