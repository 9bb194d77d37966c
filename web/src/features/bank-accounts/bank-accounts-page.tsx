import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Archive, BadgeCheck, Ellipsis, Landmark, PencilLine, Plus } from "lucide-react";
import { useState } from "react";
import type { BankAccount } from "@/api/client";
import { mayOwn, useMerchant } from "@/api/merchant";
import { bankAccountsQuery } from "@/api/queries";
import { compact } from "@/lib/search";
import { IconButton, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Empty } from "@/ui/empty";
import { Menu, MenuItem, MenuLine } from "@/ui/menu";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { nameOf, TaskPanel, type Task } from "./account-tasks";
import { VerificationBadge } from "./verification-badge";

export interface AccountsSearch {
  status?: "archived" | undefined;
  offset?: number | undefined;
}

interface BankAccountsPageProps {
  search: AccountsSearch;
  onSearch: (search: AccountsSearch) => void;
}

export function BankAccountsPage({ search, onSearch }: BankAccountsPageProps) {
  const merchant = useMerchant();
  const [task, setTask] = useState<Task | null>(null);
  return (
    <Page
      title="Bank accounts"
      lead="Where your money may go. Only owners add to this list."
      action={mayOwn(merchant) && <AddLink />}
    >
      <Card flush>
        <div className="border-b border-line p-4">
          <Choice
            label="State"
            value={search.status ?? "active"}
            onChange={(status) => {
              setTask(null);
              onSearch(status === "archived" ? { status } : {});
            }}
            options={[
              { value: "active", label: "In use" },
              { value: "archived", label: "Archived" },
            ]}
          />
        </div>
        {task && (
          <TaskPanel
            key={`${task.kind} ${task.account.id}`}
            task={task}
            onClose={() => {
              setTask(null);
            }}
          />
        )}
        <Found search={search} onSearch={onSearch} onTask={setTask} />
      </Card>
    </Page>
  );
}

function Found({
  search,
  onSearch,
  onTask,
}: BankAccountsPageProps & { onTask: (task: Task) => void }) {
  const merchant = useMerchant();
  const place = compact({ offset: search.offset });
  const status = search.status ?? "active";
  const query = { status, ...place } as Parameters<typeof bankAccountsQuery>[1];
  const { data, error, isPlaceholderData, refetch } = useQuery(
    bankAccountsQuery(merchant.id, query),
  );
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={6} />
    );
  }
  if (data.results.length === 0) return <Nothing status={status} />;
  return (
    <>
      <Table
        caption={status === "archived" ? "Archived bank accounts" : "Bank accounts, newest first"}
        columns={columnsFor(mayOwn(merchant) && status === "active" ? onTask : null)}
        rows={data.results}
        keyOf={(account) => account.id}
        stale={isPlaceholderData}
      />
      <Pager
        page={data}
        place={place}
        onTurn={({ offset }) => {
          onSearch({ ...search, offset });
          window.scrollTo({ top: 0 });
        }}
      />
    </>
  );
}

function columnsFor(onTask: ((task: Task) => void) | null): Column<BankAccount>[] {
  const columns: Column<BankAccount>[] = [
    {
      name: "Account",
      card: "title",
      cell: (account) => (
        <span className="block min-w-0">
          <span className="block font-medium">{nameOf(account)}</span>
          {account.nickname && (
            <span className="block text-sm font-normal text-muted">{account.holder_name}</span>
          )}
        </span>
      ),
    },
    {
      name: "Number",
      card: "line",
      cell: (account) => (
        <span className="whitespace-nowrap tabular-nums">
          {account.number}
          {account.ifsc && <span className="text-muted"> · {account.ifsc}</span>}
        </span>
      ),
    },
    {
      name: "Verification",
      card: "line",
      cell: (account) => <VerificationBadge account={account} />,
    },
    {
      name: "Added",
      hideBelow: "lg",
      cell: (account) => <Time at={account.created_at} className="whitespace-nowrap text-muted" />,
    },
  ];
  if (onTask) {
    columns.push({
      name: "Actions",
      right: true,
      card: "amount",
      width: "4rem",
      cell: (account) => <AccountMenu account={account} onTask={onTask} />,
    });
  }
  return columns;
}

function AccountMenu({ account, onTask }: { account: BankAccount; onTask: (task: Task) => void }) {
  const begin = (kind: Task["kind"]) => () => {
    // The menu gives the focus back as it closes; the panel takes it after that.
    setTimeout(() => {
      onTask({ kind, account });
    });
  };
  return (
    <Menu
      label={`Actions for ${nameOf(account)}`}
      trigger={
        <IconButton icon={Ellipsis} label={`Actions for ${nameOf(account)}`} className="-my-2" />
      }
    >
      <MenuItem icon={BadgeCheck} onSelect={begin("verify")}>
        Verify
      </MenuItem>
      <MenuItem icon={PencilLine} onSelect={begin("rename")}>
        Rename
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Archive} onSelect={begin("archive")}>
        Archive
      </MenuItem>
    </Menu>
  );
}

function Nothing({ status }: { status: "active" | "archived" }) {
  const merchant = useMerchant();
  if (status === "archived") {
    return (
      <Empty icon={Archive} title="Nothing is archived">
        Accounts you no longer pay to can be archived; their payouts stay in the list.
      </Empty>
    );
  }
  return (
    <Empty icon={Landmark} title="No bank account yet" action={mayOwn(merchant) && <AddLink />}>
      Add whom you pay, by account number and IFSC or by UPI address. A penny drop then tells
      whether the name is right, before any money goes.
    </Empty>
  );
}

function AddLink() {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/bank-accounts/new"
      params={{ merchantId: merchant.id }}
      search={{}}
      className={buttonClasses("primary")}
    >
      <Plus aria-hidden className="size-4" />
      Add bank account
    </Link>
  );
}
