import { useQueryClient } from "@tanstack/react-query";
import { meQuery } from "@/api/queries";
import { signOut } from "@/api/session";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { SignInForm } from "./sign-in-form";

/** The session has ended under somebody's hands: they come back to exactly what they were doing. */
export function SignInAgain() {
  const me = useQueryClient().getQueryData(meQuery.queryKey);
  return (
    <Dialog
      open
      onClose={() => undefined}
      insistent
      title="Sign in again"
      description="Your session has ended. What you were doing is still here, and goes on as soon as you are back."
    >
      <SignInForm email={me?.email} />
      <div className="text-center">
        <Button
          look="plain"
          size="small"
          onClick={() => {
            void signOut();
          }}
        >
          Sign in as somebody else
        </Button>
      </div>
    </Dialog>
  );
}
