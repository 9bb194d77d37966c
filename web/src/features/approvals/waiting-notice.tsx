import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { waitingCountQuery } from "@/api/approvals";
import { mayOwn, useMerchant } from "@/api/merchant";
import { count } from "@/lib/words";
import { buttonClasses } from "@/ui/button";
import { Notice } from "@/ui/notice";

/** On the overview of who may decide: that something waits for them. */
export function WaitingNotice() {
  const merchant = useMerchant();
  const { data } = useQuery({ ...waitingCountQuery(merchant.id), enabled: mayOwn(merchant) });
  if (!data || !mayOwn(merchant)) return null;
  return (
    <Notice
      tone="wait"
      title={`${count(data, "thing waits", "things wait")} for your approval`}
      action={
        <Link
          to="/m/$merchantId/approvals"
          params={{ merchantId: merchant.id }}
          className={buttonClasses("quiet", "small")}
        >
          Look at {data === 1 ? "it" : "them"}
        </Link>
      }
    >
      Somebody here asked for more than one person may do alone.
    </Notice>
  );
}

/** Beside the name of the inbox, wherever it stands. */
export function WaitingCount() {
  const merchant = useMerchant();
  const { data } = useQuery({ ...waitingCountQuery(merchant.id), enabled: mayOwn(merchant) });
  if (!data || !mayOwn(merchant)) return null;
  return (
    <span className="ml-auto rounded bg-sail-soft px-1.5 text-xs font-semibold text-sail-ink tabular-nums">
      {data}
      <span className="sr-only"> waiting for you</span>
    </span>
  );
}
