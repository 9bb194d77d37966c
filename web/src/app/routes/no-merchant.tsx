import { useNavigate } from "@tanstack/react-router";
import { FoundMerchantPage } from "@/features/session/found-merchant-page";

/** Somebody who belongs to no merchant yet. */
export function NoMerchantRoute() {
  return <Founding hasOthers={false} />;
}

/** Somebody who wants another one. */
export function NewMerchantRoute() {
  return <Founding hasOthers />;
}

function Founding({ hasOthers }: { hasOthers: boolean }) {
  const navigate = useNavigate();
  return (
    <FoundMerchantPage
      hasOthers={hasOthers}
      onFounded={(merchantId) => {
        void navigate({ to: "/m/$merchantId", params: { merchantId } });
      }}
    />
  );
}
