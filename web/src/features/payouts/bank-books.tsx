import { useQuery } from "@tanstack/react-query";
import { useMerchant } from "@/api/merchant";
import { truthQuery } from "@/api/queries";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Card } from "@/ui/card";
import { ProblemNotice } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";

/** In a sandbox one can look into the other side's books: what the simulated bank really paid. */
export function BankBooks({ payoutId }: { payoutId: string }) {
  const merchant = useMerchant();
  const { data, error } = useQuery(truthQuery(merchant.id, payoutId));
  return (
    <Card title="In the bank’s own books">
      <p className="mb-3 text-sm text-muted">
        Only a sandbox can show this: what the simulated bank did, whatever it told us.
      </p>
      {error && !data && <ProblemNotice error={error} />}
      {!data && !error && <Skeleton className="h-16" />}
      <ul className="grid gap-2">
        {data?.attempts.map((attempt) => {
          const payments = attempt.payments;
          const net = attempt.net_paise;
          const state = attempt.status ?? attempt.state;
          return (
            <li
              key={String(attempt.bank_reference)}
              className="rounded bg-sunken px-3.5 py-2.5 text-sm"
            >
              <p className="font-mono text-xs break-all">{String(attempt.bank_reference)}</p>
              <p>
                {typeof payments === "number" &&
                  (payments === 0
                    ? "Never paid"
                    : payments === 1
                      ? "Paid once"
                      : `Paid ${payments} times`)}
                {typeof net === "number" && (
                  <>
                    {" "}
                    · <Amount paise={net} /> stayed paid
                  </>
                )}
                {typeof state === "string" && ` · ${plainly(state).toLowerCase()}`}
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
