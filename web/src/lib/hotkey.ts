import { useEffect } from "react";

// Deprecated, and the only word of it that Safari and Firefox have.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** ⌘ and a letter on a Mac, Ctrl and the letter elsewhere. */
export function useHotkey(letter: string, act: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== letter || event.altKey || event.shiftKey) return;
      if (IS_MAC ? !event.metaKey : !event.ctrlKey) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listen);
    return () => {
      document.removeEventListener("keydown", listen);
    };
  });
}
