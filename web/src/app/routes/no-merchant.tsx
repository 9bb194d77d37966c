import { Building2 } from "lucide-react";
import { signOut } from "@/api/session";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";

/** Somebody who belongs to no merchant. */
export function NoMerchantRoute() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <Empty
        icon={Building2}
        title="You belong to no merchant yet"
        action={<Button onClick={() => void signOut()}>Sign out</Button>}
      >
        Ask the owner of a merchant to add you; then its money is here.
      </Empty>
    </main>
  );
}
