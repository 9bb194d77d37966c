import { useSyncExternalStore } from "react";

let isOpen = false;
const listeners = new Set<() => void>();

export function openPalette(open: boolean): void {
  isOpen = open;
  listeners.forEach((listener) => {
    listener();
  });
}

export function usePalette(): [boolean, (open: boolean) => void] {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isOpen,
  );
  return [shown, openPalette];
}
