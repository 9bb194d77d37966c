import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AtSign, BadgeCheck, CircleAlert, Clock, Landmark, Plus } from "lucide-react";
import clsx from "clsx";
import { useId, useState } from "react";
import type { BankAccount } from "@/api/client";
import { mayOwn, useMerchant } from "@/api/merchant";
import { everyBankAccountQuery } from "@/api/queries";
import { grouped } from "@/lib/words";
import { buttonClasses } from "@/ui/button";
import { FieldError, TextInput } from "@/ui/field";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";

interface AccountPickerProps {
  value: string;
  onChange: (account: BankAccount) => void;
  error?: string | undefined;
  disabled?: boolean;
}

const MANY = 6;

/** To whom: every active bank account, with what is known of it. */
export function AccountPicker({ value, onChange, error, disabled = false }: AccountPickerProps) {
  const merchant = useMerchant();
  const accounts = useQuery(everyBankAccountQuery(merchant.id, "active"));
  const [wanted, setWanted] = useState("");
  const id = useId();
  const found = accounts.data?.accounts ?? [];
  const shown = found.filter((account) => fits(account, wanted));
  return (
    <fieldset
      aria-describedby={error ? `${id}-error` : undefined}
      disabled={disabled}
      className="grid gap-1.5"
    >
      <legend className="mb-1.5 text-sm font-medium">To</legend>
      {found.length > MANY && (
        <TextInput
          type="search"
          aria-label="Search bank accounts"
          placeholder="Name, number, IFSC"
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value);
          }}
        />
      )}
      {accounts.isError && !accounts.data && (
        <Unloaded error={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      {accounts.isPending && <Skeleton className="h-32" />}
      <div className="max-h-80 divide-y divide-line overflow-y-auto rounded border border-line-strong bg-raised empty:hidden">
        {shown.map((account) => (
          <Account
            key={account.id}
            group={id}
            account={account}
            checked={account.id === value}
            onChoose={() => {
              onChange(account);
            }}
          />
        ))}
      </div>
      {accounts.isSuccess && shown.length === 0 && (
        <p className="text-sm text-muted">
          {found.length > 0
            ? "No bank account fits."
            : mayOwn(merchant)
              ? "There is no bank account to pay to yet."
              : "There is no bank account to pay to yet. Owners add them: ask one."}
        </p>
      )}
      {accounts.data?.isWhole === false && (
        <p className="text-sm text-muted">
          The newest {grouped(found.length)} are here. Archive those you no longer pay to.
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {mayOwn(merchant) && (
        <Link
          to="/m/$merchantId/bank-accounts/new"
          params={{ merchantId: merchant.id }}
          search={{ then: "pay" }}
          className={clsx(buttonClasses("plain", "small"), "justify-self-start")}
        >
          <Plus aria-hidden className="size-4" />
          Add a bank account
        </Link>
      )}
    </fieldset>
  );
}

interface AccountProps {
  group: string;
  account: BankAccount;
  checked: boolean;
  onChoose: () => void;
}

function Account({ group, account, checked, onChoose }: AccountProps) {
  const Icon = account.kind === "vpa" ? AtSign : Landmark;
  return (
    <label className="flex min-h-14 items-center gap-3 px-3.5 py-2 hover:bg-sunken has-checked:bg-sea-soft has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-sea">
      <input
        type="radio"
        name={group}
        checked={checked}
        onChange={onChoose}
        className="size-4 shrink-0 accent-sea outline-none"
      />
      <Icon aria-hidden className="size-4.5 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          {account.nickname || account.holder_name}
        </span>
        <span className="block truncate text-sm text-muted">
          {account.nickname && `${account.holder_name} · `}
          {account.number}
          {account.ifsc && ` · ${account.ifsc}`}
        </span>
      </span>
      <Verification account={account} />
    </label>
  );
}

function Verification({ account }: { account: BankAccount }) {
  if (account.verification === "verified") {
    return <BadgeCheck aria-label="Verified" className="size-4.5 shrink-0 text-good" />;
  }
  if (account.verification === "failed") {
    return <CircleAlert aria-label="Verification failed" className="size-4.5 shrink-0 text-bad" />;
  }
  return <Clock aria-label="Not verified" className="size-4.5 shrink-0 text-wait" />;
}

function fits(account: BankAccount, wanted: string): boolean {
  const told = `${account.holder_name} ${account.nickname} ${account.number} ${account.ifsc ?? ""}`;
  return told.toLowerCase().includes(wanted.trim().toLowerCase());
}
