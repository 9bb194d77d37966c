import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import type { BankAccount } from "@/api/client";
import { Badge } from "@/ui/badge";

/** What a penny drop told. A score is how well two names fit, of a hundred. */
export function VerificationBadge({ account }: { account: BankAccount }) {
  const score = account.name_match_score;
  switch (account.verification) {
    case "verified":
      return (
        <Badge tone="good" icon={CircleCheck}>
          Verified{score !== null && ` · name ${score} of 100`}
        </Badge>
      );
    case "failed":
      return (
        <Badge tone="bad" icon={CircleAlert}>
          {account.registered_name === null
            ? "Takes no money"
            : `Other name · ${score ?? 0} of 100`}
        </Badge>
      );
    case "unverified":
      return (
        <Badge tone="plain" icon={CircleDashed}>
          Not verified
        </Badge>
      );
  }
}
