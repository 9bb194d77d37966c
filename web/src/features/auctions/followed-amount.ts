/** An amount that is filled in and follows the platform's, until somebody types one of their own. */
import { useEffect, useState, type FocusEvent } from "react";
import { formatForInput, paise, parseRupees, toWire } from "@/money/money";

/** Who was about to press the button when its amount changed has had no time to see that it did. */
const SEEN_AFTER_MS = 300;

/** `isEnough`: whether an amount would still be taken. */
export function useFollowedAmount(suggested: number | null, isEnough: (amount: number) => boolean) {
  // Null: nothing was typed, and the field follows.
  const [typed, setTyped] = useState<string | null>(null);
  const [isHeld, setHeld] = useState(false);
  const [followed, setFollowed] = useState(suggested);
  const [unseen, setUnseen] = useState<number | null>(null);
  // What somebody is about to press does not change under their finger while it is good for anything.
  const isKept = isHeld && followed !== null && isEnough(followed);
  if (!isKept && followed !== suggested) {
    setFollowed(suggested);
    setUnseen(isHeld && typed === null ? suggested : null);
  }
  useEffect(() => {
    if (unseen === null) return undefined;
    const timer = setTimeout(() => {
      setUnseen(null);
    }, SEEN_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [unseen]);
  const filledIn = followed === null ? "" : formatForInput(paise(followed));
  const text = typed ?? filledIn;
  const parsed = parseRupees(text);
  return {
    text,
    amount: parsed.ok ? toWire(parsed.paise) : null,
    why: parsed.ok ? undefined : parsed.why,
    isTyped: typed !== null,
    /** It has just changed under the hand of somebody who may not have seen it. */
    isUnseen: unseen !== null && typed === null,
    /** There is another suggestion than what stands here. */
    isBehind: typed !== null || followed !== suggested,
    setText: (next: string) => {
      // Leaving the field groups what is in it, which is no typing.
      setTyped(typed === null && next === filledIn ? null : next);
    },
    /** Back to what the platform says. */
    follow: () => {
      setTyped(null);
      setFollowed(suggested);
    },
    /** For the element around the field and its button. */
    holding: {
      onFocus: () => {
        setHeld(true);
      },
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
        if (!currentTarget.contains(relatedTarget)) setHeld(false);
      },
      onPointerEnter: () => {
        setHeld(true);
      },
      onPointerLeave: () => {
        setHeld(false);
      },
    },
  };
}

export type FollowedAmount = ReturnType<typeof useFollowedAmount>;
