import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, useSyncExternalStore, type ReactNode } from "react";
import { Problem } from "@/api/problems";
import { keyOf, merchantsQuery } from "@/api/queries";
import { session } from "@/api/session";
import { Button, buttonClasses } from "@/ui/button";
import { Fact, Facts } from "@/ui/facts";
import { Field, Select } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { joinDeal, lookUpDeal, type DealOffer } from "./calls";

interface JoinDealPageProps {
  token: string;
  /** What stands around it: whoever follows the link may not be signed in. */
  frame: (children: ReactNode) => ReactNode;
  onJoined: (merchantId: string, dealId: string) => void;
}

/** What the link in a letter about a deal leads to, for whoever holds it. */
export function JoinDealPage({ token, frame, onJoined }: JoinDealPageProps) {
  const offer = useQuery({
    queryKey: ["deal-invitation", token],
    queryFn: () => lookUpDeal(token),
    retry: false,
  });
  return frame(
    <>
      {offer.isPending && <Skeleton className="h-40" />}
      {offer.isError &&
        (offer.error instanceof Problem ? (
          <ProblemNotice error={offer.error} />
        ) : (
          <Unloaded error={offer.error} onRetry={() => void offer.refetch()} />
        ))}
      {offer.isSuccess && <Shown offer={offer.data} token={token} onJoined={onJoined} />}
    </>,
  );
}

interface ShownProps extends Pick<JoinDealPageProps, "token" | "onJoined"> {
  offer: DealOffer;
}

function Shown({ offer, token, onJoined }: ShownProps) {
  const isIn = useSyncExternalStore(session.subscribe, session.state) === "in";
  const next = `/deal-invitation?token=${encodeURIComponent(token)}`;
  return (
    <div className="grid gap-6">
      <Facts>
        <Fact name="Deal">{offer.title}</Fact>
        <Fact name={offer.kind === "offer" ? "Who sells" : "Who buys"}>{offer.poster_name}</Fact>
        <Fact name="Good until">
          <Time at={offer.expires_at} />
        </Fact>
      </Facts>
      <p className="text-muted">
        Come in to read it. Looking binds you to nothing; the money of a deal waits in escrow until
        both have what was agreed.
      </p>
      {isIn ? (
        <Coming token={token} onJoined={onJoined} />
      ) : (
        <div className="grid gap-3">
          <Link to="/sign-in" search={{ next }} className={buttonClasses("primary", "large")}>
            Sign in to read it
          </Link>
          <Link to="/sign-up" search={{ next }} className={buttonClasses("quiet", "large")}>
            Create an account
          </Link>
          <p className="text-sm text-muted">
            Follow this link again once you have confirmed your address.
          </p>
        </div>
      )}
    </div>
  );
}

/** With which merchant: the link lets one of them in. */
function Coming({ token, onJoined }: Pick<JoinDealPageProps, "token" | "onJoined">) {
  const queryClient = useQueryClient();
  const { data } = useQuery(merchantsQuery);
  const [chosen, setChosen] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  if (!data) return <Skeleton className="h-12" />;
  const mine = data.results.filter(({ role }) => role !== "viewer");
  const merchant = mine.find(({ id }) => id === chosen) ?? mine[0];
  if (!merchant) {
    return (
      <Notice
        tone="wait"
        title="You trade for no merchant yet"
        action={
          <Link to="/merchants/new" className={buttonClasses("quiet", "small")}>
            Set one up
          </Link>
        }
      >
        Set up a merchant, and follow this link again.
      </Notice>
    );
  }
  const join = async () => {
    setIsBusy(true);
    setProblem(null);
    try {
      const deal = await joinDeal(merchant.id, token);
      await queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "deals") });
      onJoined(merchant.id, deal.id);
    } catch (error) {
      setProblem(error);
      setIsBusy(false);
    }
  };
  return (
    <div className="grid gap-4">
      {mine.length > 1 && (
        <Field label="For which merchant" hint="The link lets one merchant in.">
          {(control) => (
            <Select
              {...control}
              value={merchant.id}
              onChange={(event) => {
                setChosen(event.target.value);
              }}
            >
              {mine.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {problem !== null && <ProblemNotice error={problem} />}
      <Button
        look="primary"
        size="large"
        busy={isBusy && "Coming in …"}
        onClick={() => void join()}
      >
        Read it as {merchant.name}
      </Button>
    </div>
  );
}
