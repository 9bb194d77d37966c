import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { secondFactorQuery, type SecondFactor } from "@/api/people";
import { meQuery } from "@/api/queries";
import { count } from "@/lib/words";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Fact, Facts } from "@/ui/facts";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { makeRecoveryCodes, removeApp } from "./calls";
import { ProveForm } from "./prove-form";
import { RecoveryCodes } from "./recovery-codes";
import { SetUpApp } from "./set-up-app";

/** So few recovery codes are too few to rely on. */
const FEW = 3;

export function AuthenticatorPage() {
  const queries = useQueryClient();
  const factor = useQuery(secondFactorQuery);
  const me = useQuery(meQuery);
  const [codes, setCodes] = useState<string[] | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: meQuery.queryKey });
  const shown = (made: string[]) => {
    setCodes(made);
    window.scrollTo({ top: 0 });
    void refresh();
  };
  return (
    <Page
      title="Authenticator app"
      lead="A code beside the password, from something only you hold."
      narrow
    >
      {codes !== null ? (
        <RecoveryCodes
          codes={codes}
          email={me.data?.email ?? "your account"}
          onKept={() => {
            setCodes(null);
          }}
        />
      ) : !factor.data ? (
        <Card>
          {factor.error ? (
            <Unloaded error={factor.error} onRetry={() => void factor.refetch()} />
          ) : (
            <Skeleton className="h-40" />
          )}
        </Card>
      ) : factor.data.state === "on" ? (
        <IsOn factor={factor.data} onCodes={shown} onRemoved={refresh} />
      ) : (
        <SetUpApp onDone={shown} />
      )}
    </Page>
  );
}

interface IsOnProps {
  factor: SecondFactor;
  onCodes: (made: string[]) => void;
  onRemoved: () => Promise<void>;
}

function IsOn({ factor, onCodes, onRemoved }: IsOnProps) {
  const [doing, setDoing] = useState<"codes" | "remove" | null>(null);
  const stop = () => {
    setDoing(null);
  };
  const left = factor.recovery_codes_left;
  return (
    <Card
      title="Your app"
      aside={
        <Badge tone="good" icon={ShieldCheck}>
          On
        </Badge>
      }
    >
      <div className="grid gap-5">
        <Facts>
          {factor.turned_on_at && (
            <Fact name="Set up">
              <Time at={factor.turned_on_at} />
            </Fact>
          )}
          <Fact name="Recovery codes">
            <span className={left <= FEW ? "text-wait" : ""}>
              {count(left, "code")} left
              {left <= FEW && ". Make new ones before they run out."}
            </span>
          </Fact>
        </Facts>
        {doing === null && (
          <div className="flex flex-wrap gap-2">
            <Button
              onClick={() => {
                setDoing("codes");
              }}
            >
              Make new recovery codes
            </Button>
            <Button
              onClick={() => {
                setDoing("remove");
              }}
            >
              Remove the app
            </Button>
          </div>
        )}
        {doing === "codes" && (
          <section aria-label="Make new recovery codes" className="grid gap-4">
            <p>The codes you have now open nothing any more. You get ten new ones.</p>
            <ProveForm
              act="Make new codes"
              busy="Making …"
              look="primary"
              onCancel={stop}
              onProven={async (proof) => {
                onCodes(await makeRecoveryCodes(proof));
              }}
            />
          </section>
        )}
        {doing === "remove" && (
          <section aria-label="Remove the app" className="grid gap-4">
            <p>
              Your password alone then opens your account, and everything you may do for your
              merchants. The recovery codes go too.
            </p>
            <ProveForm
              act="Remove the app"
              busy="Removing …"
              look="danger"
              onCancel={stop}
              onProven={async (proof) => {
                await removeApp(proof);
                await onRemoved();
              }}
            />
          </section>
        )}
      </div>
    </Card>
  );
}
