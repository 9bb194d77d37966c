import { useNavigate, useSearch } from "@tanstack/react-router";
import { JoinDealPage } from "@/features/deals/join-page";
import { FrontDoor } from "@/features/session/front-door";

export function DealInvitationRoute() {
  const { token } = useSearch({ from: "/deal-invitation" });
  const navigate = useNavigate();
  return (
    <JoinDealPage
      token={token ?? ""}
      frame={(children) => <FrontDoor title="You are invited to a deal">{children}</FrontDoor>}
      onJoined={(merchantId, dealId) => {
        void navigate({ to: "/m/$merchantId/deals/$dealId", params: { merchantId, dealId } });
      }}
    />
  );
}
