import { useRouter } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useDebounced } from "@/lib/use-debounced";
import { fieldClasses } from "./field";

interface SearchFieldProps {
  label: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  /** How many characters at most. */
  longest?: number;
}

/** Words to look for, told on once the typing has come to rest. */
export function SearchField({ label, placeholder, text, onText, longest = 80 }: SearchFieldProps) {
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  const settled = useDebounced(typed, 300).trim();
  // Changed from elsewhere (cleared, gone back): the field follows.
  if (text !== known) {
    setKnown(text);
    // What was sent from here comes back as it was; whoever types on is not interrupted.
    if (text !== settled) setTyped(text);
  }
  const router = useRouter();
  const send = useEffectEvent(() => {
    const here = router.state.resolvedLocation ?? router.latestLocation;
    // Whoever has followed a link meanwhile is on the way, and would be called back by it.
    const isLeaving = router.latestLocation.pathname !== here.pathname;
    if (settled !== text && !isLeaving) onText(settled);
  });
  useEffect(() => {
    send();
  }, [settled]);
  return (
    <div className="relative min-w-56 flex-1 sm:max-w-80">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={typed}
        maxLength={longest}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        className={`${fieldClasses} h-9 pl-9 max-md:h-11`}
      />
    </div>
  );
}
