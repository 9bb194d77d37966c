import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { SignInPage } from "@/features/session/sign-in-page";

export function SignInRoute() {
  const { next } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const router = useRouter();
  return (
    <SignInPage
      onDone={() => {
        // Only addresses of this app: a link must not send somebody who just signed in elsewhere.
        if (next?.startsWith("/m/")) router.history.replace(next);
        else void navigate({ to: "/", replace: true });
      }}
    />
  );
}
