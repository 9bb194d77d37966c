import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus, ShieldAlert, ShieldCheck, Store } from "lucide-react";
import type { Me } from "@/api/client";
import { meQuery } from "@/api/queries";
import { plainly } from "@/lib/words";
import { Badge } from "@/ui/badge";
import { buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Empty } from "@/ui/empty";
import { Fact, Facts } from "@/ui/facts";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Table } from "@/ui/table";

export function ProfilePage() {
  const { data: me, error, refetch } = useQuery(meQuery);
  return (
    <Page title="Profile" lead="Who you are here, and for whom you act." narrow>
      {me ? (
        <>
          <You me={me} />
          <Merchants memberships={me.memberships} />
        </>
      ) : (
        <Card>
          {error ? (
            <Unloaded error={error} onRetry={() => void refetch()} />
          ) : (
            <Skeleton className="h-40" />
          )}
        </Card>
      )}
    </Page>
  );
}

function You({ me }: { me: Me }) {
  return (
    <Card title="You">
      <Facts>
        <Fact name="Name">{me.name}</Fact>
        <Fact name="E-mail">
          <span className="break-words">{me.email}</span>
        </Fact>
        <Fact name="Signing in asks for">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {me.has_second_factor ? (
              <Badge tone="good" icon={ShieldCheck}>
                password and code
              </Badge>
            ) : (
              <Badge tone="wait" icon={ShieldAlert}>
                password only
              </Badge>
            )}
            <Link to="/settings/authenticator" className="text-sm text-sea hover:underline">
              {me.has_second_factor ? "Look after it" : "Set up an authenticator app"}
            </Link>
          </span>
        </Fact>
      </Facts>
    </Card>
  );
}

function Merchants({ memberships }: { memberships: Me["memberships"] }) {
  const create = (
    <Link to="/merchants/new" className={buttonClasses("quiet", "small")}>
      <Plus aria-hidden className="size-4" />
      New merchant
    </Link>
  );
  if (memberships.length === 0) {
    return (
      <Card flush>
        <Empty icon={Store} title="You act for no merchant yet" action={create}>
          Money here belongs to merchants. Create one, or ask to be invited to one.
        </Empty>
      </Card>
    );
  }
  return (
    <Card title="Your merchants" aside={create} flush>
      <Table
        caption="Your merchants"
        rows={memberships}
        keyOf={(each) => each.merchant_id}
        link={(each, content, className) => (
          <Link to="/m/$merchantId" params={{ merchantId: each.merchant_id }} className={className}>
            {content}
          </Link>
        )}
        columns={[
          { name: "Merchant", card: "title", cell: (each) => each.name },
          { name: "Your role", card: "line", cell: (each) => plainly(each.role) },
        ]}
      />
    </Card>
  );
}
