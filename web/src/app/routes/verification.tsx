import { LimitsCard } from "@/features/limits/limits-card";
import { VerificationPage } from "@/features/verification/verification-page";

export function VerificationRoute() {
  return <VerificationPage limits={<LimitsCard />} />;
}
