import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { SignInPage } from "@/features/session/sign-in-page";

const OURS = ["/m/", "/merchants/", "/invitation?", "/deal-invitation?", "/settings/"];

function isOurs(next: string): boolean {
  return OURS.some((start) => next.startsWith(start));
}

export function SignInRoute() {
  const { next } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const router = useRouter();
  return (
    <SignInPage
      next={next}
      onDone={() => {
        // Only addresses of this app: a link must not send somebody who just signed in elsewhere.
        if (next !== undefined && isOurs(next)) router.history.replace(next);
        else void navigate({ to: "/", replace: true });
      }}
    />
  );
}
