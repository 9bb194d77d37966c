import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import type { Deal } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { Card } from "@/ui/card";
import { DISPUTE_LOOKS } from "./words";

/** That there are disputes, or were, and the way to each. */
export function DisputeLinks({ deal }: { deal: Deal }) {
  const merchant = useMerchant();
  if (deal.disputes.length === 0) return null;
  return (
    <Card title="Disputes" flush>
      <ul className="divide-y divide-line border-t border-line">
        {deal.disputes.map((each) => {
          const { word, tone, icon } = DISPUTE_LOOKS[each.status];
          return (
            <li
              key={each.id}
              className="relative flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-5 py-3.5 hover:bg-sunken max-sm:px-4"
            >
              <Link
                to="/m/$merchantId/disputes/$disputeId"
                params={{ merchantId: merchant.id, disputeId: each.id }}
                className="inline-flex items-center gap-1.5 font-medium after:absolute after:inset-0 hover:text-sea"
              >
                <Amount paise={each.amount_paise} /> in dispute
                <ArrowRight aria-hidden className="size-3.5" />
              </Link>
              <Badge tone={tone} icon={icon}>
                {word}
              </Badge>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
