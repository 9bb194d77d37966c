import { useNavigate } from "@tanstack/react-router";
import { FoundMerchantPage } from "@/features/session/found-merchant-page";

/** Somebody who belongs to no merchant yet, or wants another one. */
export function NoMerchantRoute() {
  const navigate = useNavigate();
  return (
    <FoundMerchantPage
      onFounded={(merchantId) => {
        void navigate({ to: "/m/$merchantId", params: { merchantId } });
      }}
    />
  );
}
