/** Pages for whoever is not signed in (yet), each with what its address says. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ConfirmEmailPage } from "@/features/session/confirm-email-page";
import { ForgotPasswordPage } from "@/features/session/forgot-password-page";
import { InvitationPage } from "@/features/session/invitation-page";
import { NewPasswordPage } from "@/features/session/new-password-page";
import { SignUpPage } from "@/features/session/sign-up-page";

export function SignUpRoute() {
  const { email, next } = useSearch({ from: "/sign-up" });
  return <SignUpPage email={email} next={next} />;
}

export function ConfirmEmailRoute() {
  const { token } = useSearch({ from: "/confirm-email" });
  const navigate = useNavigate();
  return (
    <ConfirmEmailPage
      token={token ?? ""}
      onDone={() => {
        void navigate({ to: "/", replace: true });
      }}
    />
  );
}

export function ForgotPasswordRoute() {
  return <ForgotPasswordPage />;
}

export function NewPasswordRoute() {
  const { token } = useSearch({ from: "/reset-password" });
  return <NewPasswordPage token={token ?? ""} />;
}

export function InvitationRoute() {
  const { token } = useSearch({ from: "/invitation" });
  const navigate = useNavigate();
  return (
    <InvitationPage
      token={token ?? ""}
      onJoined={(merchantId) => {
        void navigate({ to: "/m/$merchantId", params: { merchantId } });
      }}
    />
  );
}
