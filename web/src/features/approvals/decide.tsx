import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Approval } from "@/api/approvals";
import { api } from "@/api/client";
import { useIntent } from "@/api/intent";
import { unwrap } from "@/api/problems";
import { useMerchant } from "@/api/merchant";
import { keyOf, merchantsQuery } from "@/api/queries";
import { formatPaise, paise } from "@/money/money";
import { Button, type ButtonLook } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Field, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { ProblemNotice } from "@/ui/problem-notice";
import { amountOf, KINDS, OTHER_KIND, type Verb } from "./words";

const PATHS = {
  approve: "/api/v1/approvals/{approval_id}/approve/",
  refuse: "/api/v1/approvals/{approval_id}/refuse/",
  withdraw: "/api/v1/approvals/{approval_id}/withdraw/",
} as const;

interface Wording {
  title: string;
  then: string;
  act: string;
  busy: string;
  look: ButtonLook;
}

const WORDS: Record<Verb, Wording> = {
  approve: {
    title: "Approve this?",
    then: "It is done at once, and cannot be called back.",
    act: "Approve",
    busy: "Approving …",
    look: "primary",
  },
  refuse: {
    title: "Refuse this?",
    then: "It is not done. Whoever asked sees that you refused it.",
    act: "Refuse",
    busy: "Refusing …",
    look: "danger",
  },
  withdraw: {
    title: "Withdraw this?",
    then: "It is not done, and waits for nobody any more.",
    act: "Withdraw",
    busy: "Withdrawing …",
    look: "danger",
  },
};

interface DecideProps {
  approval: Approval;
  verb: Verb;
  onClose: () => void;
}

/** The answer, given to exactly what was on the screen when it was opened. */
export function Decide({ approval: given, verb, onClose }: DecideProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  // What changes meanwhile is not what was read; the platform compares the digest.
  const [approval] = useState(given);
  const [note, setNote] = useState("");
  const stale = () => {
    void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) });
    void queryClient.invalidateQueries({ queryKey: merchantsQuery.queryKey });
  };
  const intent = useIntent<{ note?: string; digest: string }, Approval>({
    send: (body) =>
      unwrap(
        api.POST(PATHS[verb], {
          params: {
            header: { "X-Merchant-Id": merchant.id },
            path: { approval_id: approval.id },
          },
          body,
        }),
      ),
    onRefused: stale,
    onDone: () => {
      stale();
      onClose();
    },
  });
  const words = WORDS[verb];
  const amount = amountOf(approval);
  const { name } = KINDS[approval.kind] ?? OTHER_KIND;
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      description={
        <>
          <span className="block text-ink">{approval.effect}</span>
          <span className="mt-2 block">{words.then}</span>
        </>
      }
      actions={
        <>
          <Button onClick={onClose}>Leave it as it is</Button>
          <Button
            look={words.look}
            busy={intent.phase === "sending" && words.busy}
            onClick={() => {
              if (intent.phase === "unknown") intent.retry();
              else
                intent.submit({
                  ...(note.trim() && { note: note.trim() }),
                  digest: approval.digest,
                });
            }}
          >
            {intent.phase === "unknown"
              ? "Ask again"
              : `${words.act} ${amount === null ? name.toLowerCase() : formatPaise(paise(amount))}`}
          </Button>
        </>
      }
    >
      <Field label="Note" optional hint="Kept with it; whoever asked reads it.">
        {(control) => (
          <TextInput
            {...control}
            value={note}
            maxLength={200}
            autoComplete="off"
            disabled={intent.phase !== "editing"}
            onChange={(event) => {
              setNote(event.target.value);
              intent.clear();
            }}
          />
        )}
      </Field>
      {intent.phase === "unknown" ? (
        <Notice tone="doubt" title="No answer came back" announced>
          Ask again: it can only happen once.
        </Notice>
      ) : (
        intent.phase === "editing" &&
        intent.problem !== null && <ProblemNotice error={intent.problem} />
      )}
    </Dialog>
  );
}
