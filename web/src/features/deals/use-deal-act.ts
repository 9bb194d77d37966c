import { useQueryClient } from "@tanstack/react-query";
import { useIntent, type Intent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";

interface DealAct<Body, Done> {
  /** The key is for what moves money; a verb that only moves a state is refused the second time. */
  send: (merchantId: string, body: Body, key: string) => Promise<Done>;
  onDone: (done: Done) => void;
}

/** One act about a deal, after which everything of it is asked for again, also where it was refused. */
export function useDealAct<Body, Done>({ send, onDone }: DealAct<Body, Done>): Intent<Body> {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const stale = () => {
    for (const resource of ["deals", "balance", "approvals"] as const)
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, resource) });
  };
  return useIntent<Body, Done>({
    send: (body, key) => send(merchant.id, body, key),
    onRefused: stale,
    onDone: (done) => {
      stale();
      onDone(done);
    },
  });
}
