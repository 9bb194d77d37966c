import { Link } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClasses } from "@/ui/button";

interface LetterSentProps {
  icon: LucideIcon;
  email: string;
  children: ReactNode;
}

/** A letter is on its way; what it is for, and the way back. */
export function LetterSent({ icon: Icon, email, children }: LetterSentProps) {
  return (
    <div role="status" className="grid gap-4">
      <Icon aria-hidden className="size-10 text-sea" />
      <p>
        A letter is on its way to <strong className="break-words">{email}</strong>.
      </p>
      <p className="text-muted">{children}</p>
      <Link to="/sign-in" className={buttonClasses("plain")}>
        To the sign-in page
      </Link>
    </div>
  );
}
