import clsx from "clsx";
import { useLive } from "@/api/live";

const SIGNS = {
  live: {
    dot: "bg-good",
    word: "Live",
    whole: "Live: this page shows what happens, as it happens.",
  },
  connecting: { dot: "bg-wait", word: "Connecting …", whole: "Connecting to the live stream." },
  lost: {
    dot: "bg-wait",
    word: "Reconnecting – refreshing every 3 s",
    whole: "The live stream was lost. Until it is back this page asks again every three seconds.",
  },
};

export function LiveSign() {
  const { dot, word, whole } = SIGNS[useLive()];
  return (
    <p role="status" title={whole} className="flex items-center gap-2 text-xs text-muted">
      <span aria-hidden className={clsx("size-2 shrink-0 rounded-full", dot)} />
      <span className="max-md:sr-only">{word}</span>
    </p>
  );
}
