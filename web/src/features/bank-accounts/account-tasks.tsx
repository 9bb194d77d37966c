import { useMutation, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { BankAccount } from "@/api/client";
import { useIntent } from "@/api/intent";
import { keyOf } from "@/api/queries";
import { Button, IconButton } from "@/ui/button";
import { Curl, type CurlRequest } from "@/ui/curl";
import { Field, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { ProblemNotice } from "@/ui/problem-notice";
import { archiveAccount, renameAccount, verifyAccount } from "./calls";

export interface Task {
  kind: "verify" | "rename" | "archive";
  account: BankAccount;
}

export function nameOf(account: BankAccount): string {
  return account.nickname || account.holder_name;
}

/** One thing being done to one account, above the list it stands in. */
export function TaskPanel({ task, onClose }: { task: Task; onClose: () => void }) {
  const { account } = task;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  const titles = { verify: "Verify", rename: "Rename", archive: "Archive" };
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="region"
      aria-label={`${titles[task.kind]} ${nameOf(account)}`}
      className="grid gap-3 border-b border-line bg-page px-5 py-4 max-sm:px-4"
    >
      <div className="flex items-start justify-between gap-3">
        <h3 className="font-semibold">
          {titles[task.kind]} {nameOf(account)}{" "}
          <span className="font-normal text-muted">{account.number}</span>
        </h3>
        <IconButton icon={X} label="Close" onClick={onClose} className="-mt-1.5 -mr-2" />
      </div>
      {task.kind === "verify" && <Verify account={account} />}
      {task.kind === "rename" && <Rename account={account} onDone={onClose} />}
      {task.kind === "archive" && <Archive account={account} onDone={onClose} />}
    </div>
  );
}

function useAccountsStale(account: BankAccount) {
  const queryClient = useQueryClient();
  return () =>
    queryClient.invalidateQueries({ queryKey: keyOf(account.merchant_id, "bank-accounts") });
}

function requestOf(account: BankAccount, verb: string): CurlRequest {
  return {
    method: "POST",
    path: `/api/v1/bank-accounts/${account.id}/${verb}/`,
    merchantId: account.merchant_id,
  };
}

function Verify({ account }: { account: BankAccount }) {
  const stale = useAccountsStale(account);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: verifyAccount,
    onSuccess: stale,
  });
  return (
    <>
      <p className="max-w-prose text-muted">
        A penny drop asks the bank whether the account takes money and in whose name it is. It moves
        none of yours.
      </p>
      {error && <ProblemNotice error={error} />}
      {data && <Verdict account={data} />}
      <div>
        <Button
          look="primary"
          busy={isPending && "Asking the bank …"}
          onClick={() => {
            mutate(account);
          }}
        >
          {data || error ? "Ask again" : "Verify"}
        </Button>
      </div>
      <Curl request={requestOf(account, "verify")} />
    </>
  );
}

export function Verdict({ account }: { account: BankAccount }) {
  const score = account.name_match_score ?? 0;
  if (account.verification === "verified") {
    return (
      <Notice tone="good" announced title={`The names fit: ${score} of 100`}>
        The bank has it as “{account.registered_name}”. Payouts to it need not wait any more.
      </Notice>
    );
  }
  if (account.registered_name === null) {
    return (
      <Notice tone="bad" announced title="The bank knows no such account that takes money">
        Check number and IFSC, and add the account again as it should be.
      </Notice>
    );
  }
  return (
    <Notice tone="bad" announced title={`Somebody else’s name: ${score} of 100`}>
      You wrote “{account.holder_name}”, the bank has it as “{account.registered_name}”. Ask whoever
      gave you the details before you send money there.
    </Notice>
  );
}

function Rename({ account, onDone }: { account: BankAccount; onDone: () => void }) {
  const stale = useAccountsStale(account);
  const [nickname, setNickname] = useState(account.nickname);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => renameAccount(account, nickname.trim()),
    onSuccess: () => {
      void stale();
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) mutate();
      }}
      className="grid max-w-md gap-3"
    >
      <Field label="Nickname" hint="The one thing about a bank account that may change.">
        {(control) => (
          <TextInput
            {...control}
            value={nickname}
            onChange={(event) => {
              setNickname(event.target.value);
            }}
            maxLength={60}
            autoComplete="off"
            autoFocus
          />
        )}
      </Field>
      {error && <ProblemNotice error={error} />}
      <div>
        <Button type="submit" look="primary" busy={isPending && "Renaming …"}>
          Rename
        </Button>
      </div>
      <Curl
        request={{
          method: "PATCH",
          path: `/api/v1/bank-accounts/${account.id}/`,
          merchantId: account.merchant_id,
          body: { nickname: nickname.trim() },
        }}
      />
    </form>
  );
}

function Archive({ account, onDone }: { account: BankAccount; onDone: () => void }) {
  const stale = useAccountsStale(account);
  const intent = useIntent<BankAccount, BankAccount>({
    send: archiveAccount,
    onDone: () => {
      void stale();
      onDone();
    },
  });
  return (
    <>
      <p className="max-w-prose text-muted">
        No new payout can go to it, and this cannot be undone. Payouts that are on their way are not
        touched.
      </p>
      {intent.problem !== null && <ProblemNotice error={intent.problem} action={retryOf(intent)} />}
      <div>
        <Button
          look="danger"
          disabled={intent.phase === "unknown"}
          busy={intent.phase === "sending" && "Archiving …"}
          onClick={() => {
            intent.submit(account);
          }}
        >
          Archive {nameOf(account)}
        </Button>
      </div>
      <Curl request={{ ...requestOf(account, "archive"), idempotent: true }} />
    </>
  );
}

function retryOf(intent: { phase: string; retry: () => void }): ReactNode {
  return (
    intent.phase === "unknown" && (
      <Button size="small" onClick={intent.retry}>
        Send the same again
      </Button>
    )
  );
}
