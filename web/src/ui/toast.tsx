import clsx from "clsx";
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { IconButton } from "./button";

/** Toasts tell what finished elsewhere, and nothing that happened under one's own hands. */
export interface Toast {
  id: number;
  tone: "good" | "bad" | "sea";
  text: ReactNode;
}

const SHOWN_MS = 7000;
const MOST = 4;
let toasts: Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function become(next: Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => {
    listener();
  });
}

export function tell(tone: Toast["tone"], text: ReactNode): void {
  lastId += 1;
  become([...toasts, { id: lastId, tone, text }].slice(-MOST));
}

function dismiss(id: number): void {
  become(toasts.filter((toast) => toast.id !== id));
}

const ICONS = { good: CircleCheck, bad: CircleAlert, sea: Info };
const INKS = { good: "text-good", bad: "text-bad", sea: "text-sea" };

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 z-50 grid w-[min(24rem,calc(100vw-2rem))] gap-2 max-md:bottom-20"
    >
      {shown.map((toast) => (
        <Shown key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function Shown({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => {
      dismiss(toast.id);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [toast.id, held]);
  const Icon = ICONS[toast.tone];
  return (
    <div
      className="pointer-events-auto flex animate-rise items-start gap-3 rounded border border-line bg-surface py-2 pr-1 pl-3.5 shadow-lift"
      onPointerEnter={() => {
        setHeld(true);
      }}
      onPointerLeave={() => {
        setHeld(false);
      }}
      onFocus={() => {
        setHeld(true);
      }}
      onBlur={() => {
        setHeld(false);
      }}
    >
      <Icon aria-hidden className={clsx("mt-2 size-4.5 shrink-0", INKS[toast.tone])} />
      <div className="min-w-0 flex-1 py-1.5">{toast.text}</div>
      <IconButton
        icon={X}
        label="Dismiss"
        onClick={() => {
          dismiss(toast.id);
        }}
      />
    </div>
  );
}
