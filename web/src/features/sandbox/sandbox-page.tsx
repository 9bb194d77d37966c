import { Link } from "@tanstack/react-router";
import { Inbox } from "lucide-react";
import { useMerchant } from "@/api/merchant";
import { Page } from "@/ui/page";
import { buttonClasses } from "@/ui/button";
import { BehaviourList } from "./behaviour-list";
import { ClockCard } from "./clock-card";
import { CreditCard } from "./credit-card";
import { PayersCard } from "./payers-card";
import { ScenarioCard } from "./scenario-card";

/** Make the simulated world do what a test needs. */
export function SandboxPage() {
  const merchant = useMerchant();
  return (
    <Page
      title="Sandbox"
      action={
        <Link
          to="/m/$merchantId/sandbox/receiving"
          params={{ merchantId: merchant.id }}
          className={buttonClasses("quiet")}
        >
          <Inbox aria-hidden className="size-4" />
          Receive webhooks
        </Link>
      }
      lead={
        <>
          No money here is real. Let some arrive, make the next payout fail in any of seventy ways,
          live through two weeks in a second; then{" "}
          <Link
            to="/m/$merchantId/payouts/new"
            params={{ merchantId: merchant.id }}
            className="text-sea underline underline-offset-2"
          >
            send something
          </Link>
          .
        </>
      }
    >
      <div className="grid items-start gap-5 lg:grid-cols-2 xl:grid-cols-3">
        <ScenarioCard />
        <CreditCard />
        <ClockCard />
      </div>
      <PayersCard />
      <BehaviourList />
    </Page>
  );
}
