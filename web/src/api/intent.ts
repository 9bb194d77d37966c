/**
 * One intent, one effect. An intent has a key from the moment its form opens; it is sent with every
 * try, so that however often somebody clicks, reloads or goes back, money moves once.
 *
 *   editing   nothing is under way; what was decided last is in `problem`
 *   sending   one request is under way, or was done and whoever asked is about to go on: further
 *             clicks do nothing, however quick the answer was
 *   unknown   no answer came. The same body may be sent again under the same key, and nothing else
 *             may: it could be a second payment
 *
 * A refusal for good ends the intent, and the next one has a new key: the platform remembers a refusal,
 * and would repeat it. What was done leads to another page, or closes its dialog; the next intent
 * begins with the next form, or at once where the form goes on.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import { newUuid } from "@/lib/uuid";
import { isDecided, Problem } from "./problems";

export type Phase = "editing" | "sending" | "unknown";

export interface IntentState<Body> {
  key: string;
  phase: Phase;
  /** What was sent, while it is not known what became of it. */
  body: Body | null;
  problem: unknown;
}

interface IntentOptions<Body, Done> {
  send: (body: Body, key: string) => Promise<Done>;
  onDone: (done: Done) => void;
  /** It was refused for good: what is on the screen may not be how it stands. */
  onRefused?: () => void;
  /**
   * Under what name the intent outlives the page: one per entry of the history, so that going back to
   * a form, or reloading it, finds the same intent. Left out: the intent lives as long as the dialog.
   */
  keptAs?: string | undefined;
  /** The form stays, and what was done is followed by the next intent: a bid by a better one. */
  goesOn?: boolean;
}

/** The second click of two, which may come after the answer to the first, is no intent of its own. */
const SECOND_CLICK_MS = 400;

export interface Intent<Body> extends IntentState<Body> {
  submit: (body: Body) => void;
  /** Send the same again, under the same key: it can only happen once. */
  retry: () => void;
  /** Forget what was refused. */
  clear: () => void;
}

export function useIntent<Body, Done>({
  send,
  onDone,
  onRefused,
  keptAs,
  goesOn = false,
}: IntentOptions<Body, Done>): Intent<Body> {
  const [state, setState] = useState<IntentState<Body>>(() => restored<Body>(keptAs) ?? fresh());
  // A second click comes before React has rendered the first.
  const isSending = useRef(false);
  const isHere = useRef(true);
  const latest = useRef({ send, onDone, onRefused });
  useEffect(() => {
    latest.current = { send, onDone, onRefused };
  });
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  const become = useCallback(
    (next: IntentState<Body>) => {
      keep(keptAs, next);
      setState(next);
    },
    [keptAs],
  );

  const run = useCallback(
    (key: string, body: Body) => {
      if (isSending.current) return;
      isSending.current = true;
      become({ key, body, phase: "sending", problem: null });
      latest.current.send(body, key).then(
        (done) => {
          // It stays as it is: the second click of two may come after the answer to the first.
          forget(keptAs);
          if (goesOn) {
            setState(fresh());
            setTimeout(() => {
              isSending.current = false;
            }, SECOND_CLICK_MS);
          }
          // Whoever has gone on to another page is not fetched back.
          if (isHere.current) latest.current.onDone(done);
        },
        (problem: unknown) => {
          isSending.current = false;
          become(afterProblem(key, body, problem));
          if (isDecided(problem)) latest.current.onRefused?.();
        },
      );
    },
    [become, keptAs, goesOn],
  );

  return {
    ...state,
    submit: (body) => {
      if (state.phase !== "unknown") run(state.key, body);
    },
    retry: () => {
      if (state.phase === "unknown" && state.body !== null) run(state.key, state.body);
    },
    clear: () => {
      if (state.phase === "editing") setState({ ...state, problem: null });
    },
  };
}

export function afterProblem<Body>(key: string, body: Body, problem: unknown): IntentState<Body> {
  if (isDecided(problem)) return { ...fresh<Body>(), problem };
  // Turned away at the door: nothing was done, and the same key is as good as before.
  if (problem instanceof Problem && problem.status === 429) {
    return { key, phase: "editing", body: null, problem };
  }
  return { key, body, phase: "unknown", problem };
}

function fresh<Body>(): IntentState<Body> {
  return { key: newUuid(), phase: "editing", body: null, problem: null };
}

const PREFIX = "adulis.intent.";

function restored<Body>(keptAs: string | undefined): IntentState<Body> | null {
  if (keptAs === undefined) return null;
  try {
    const kept = sessionStorage.getItem(PREFIX + keptAs);
    if (kept === null) return null;
    const { key, body } = JSON.parse(kept) as { key: string; body: Body | null };
    // Whoever was sending when the page went away never heard the answer.
    return { key, body, phase: body === null ? "editing" : "unknown", problem: null };
  } catch {
    return null;
  }
}

function keep<Body>(keptAs: string | undefined, { key, body, phase }: IntentState<Body>): void {
  if (keptAs === undefined) return;
  try {
    const value = JSON.stringify({ key, body: phase === "editing" ? null : body });
    sessionStorage.setItem(PREFIX + keptAs, value);
  } catch {
    // Storage is off or full: the intent lives as long as the page.
  }
}

function forget(keptAs: string | undefined): void {
  try {
    if (keptAs !== undefined) sessionStorage.removeItem(PREFIX + keptAs);
  } catch {
    // As above.
  }
}
