import { Link } from "@tanstack/react-router";
import { FileCheck2, Hourglass } from "lucide-react";
import { useState } from "react";
import type { Agreement, Milestone } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Button, type ButtonLook } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { ProblemNotice } from "@/ui/problem-notice";
import { Time } from "@/ui/time";
import { giveSignal } from "./milestone-calls";
import { MilestoneBadge } from "./deal-badge";
import { ChangesDialog, SubmitDialog } from "./delivery-dialogs";
import { OpenDisputeDialog } from "./dispute-dialogs";
import { movesOf, signalsOfBuyer, type MilestoneMove } from "./escrow";
import { MilestoneHistory } from "./evidence";
import { FundDialog } from "./fund-dialog";
import { AwaitedDeposits } from "./named-deposits";
import { ApproveDialog, CancelMilestoneDialog, RefundMilestoneDialog } from "./release-dialogs";
import { AcceptSplitDialog, EndSplitDialog, ProposeDialog } from "./split-dialogs";
import { useDealAct } from "./use-deal-act";
import { Until } from "./waiting-line";
import { conditionsInWords } from "./words";

interface MilestoneItemProps {
  milestone: Milestone;
  agreement: Agreement;
}

/** One milestone: what it waits for, what is in it, and what may be done about it now. */
export function MilestoneItem({ milestone, agreement }: MilestoneItemProps) {
  const [isOpen, setIsOpen] = useState(false);
  const name = `${milestone.position}. ${milestone.title}`;
  return (
    <li aria-label={name} className="grid gap-3 px-5 py-4 max-sm:px-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h3 className="font-semibold break-words">{name}</h3>
          {milestone.description && (
            <p className="text-sm break-words whitespace-pre-wrap text-muted">
              {milestone.description}
            </p>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <MilestoneBadge milestone={milestone} />
          <Amount paise={milestone.amount_paise} className="font-semibold" />
        </div>
      </div>
      <Standing milestone={milestone} />
      <Money milestone={milestone} />
      <AwaitedDeposits milestone={milestone} />
      {milestone.open_proposal && <OpenProposal milestone={milestone} agreement={agreement} />}
      <Moves milestone={milestone} agreement={agreement} />
      <details
        onToggle={(event) => {
          setIsOpen(event.currentTarget.open);
        }}
      >
        <summary className="w-fit cursor-pointer text-sm text-muted hover:text-sea max-md:min-h-11 max-md:py-2">
          Evidence and what happened
        </summary>
        {isOpen && (
          <div className="pt-3">
            <MilestoneHistory milestoneId={milestone.id} />
          </div>
        )}
      </details>
    </li>
  );
}

function Standing({ milestone }: { milestone: Milestone }) {
  const merchant = useMerchant();
  const { waiting } = milestone;
  return (
    <div className="grid gap-1 text-sm text-muted">
      {waiting && (
        <p className="flex items-start gap-1.5">
          <Hourglass aria-hidden className="mt-0.5 size-3.5 shrink-0 text-wait" />
          <span>
            <span className="text-ink">Waiting for {waiting.on}</span>
            {waiting.until && (
              <>
                {" "}
                <Until at={waiting.until} />
              </>
            )}
            . {waiting.then}
            {waiting.for === "second_approval" && milestone.side === "buyer" && (
              <>
                {" "}
                <Link
                  to="/m/$merchantId/approvals"
                  params={{ merchantId: merchant.id }}
                  className="text-sea underline underline-offset-2"
                >
                  Go to the approvals
                </Link>
              </>
            )}
          </span>
        </p>
      )}
      <p className="flex items-start gap-1.5">
        <FileCheck2 aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        <span>
          Released when {conditionsInWords(milestone.conditions)}
          {milestone.deliver_by && (
            <>
              {" "}
              · to be delivered by <Time at={milestone.deliver_by} />
            </>
          )}
          {milestone.round > 0 &&
            ` · handed in ${milestone.round === 1 ? "once" : `${milestone.round} times`}`}
        </span>
      </p>
    </div>
  );
}

/** Where its money is, once any has moved. */
function Money({ milestone }: { milestone: Milestone }) {
  const parts: [string, number][] = [
    ["in escrow", milestone.left_paise],
    ["still to be paid in", isPartly(milestone) ? milestone.missing_paise : 0],
    ["released", milestone.released_paise],
    ["given back", milestone.refunded_paise],
    ["disputed", milestone.disputed_paise],
  ];
  const shown = parts.filter(([, amount]) => amount > 0);
  if (shown.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {shown.map(([name, amount]) => (
        <span key={name} className="text-muted">
          <Amount paise={amount} className="font-medium text-ink" /> {name}
        </span>
      ))}
    </p>
  );
}

function isPartly({ funded_paise: funded, missing_paise: missing }: Milestone): boolean {
  return funded > 0 && missing > 0;
}

function OpenProposal({ milestone, agreement }: MilestoneItemProps) {
  const proposal = milestone.open_proposal;
  if (!proposal) return null;
  const isMine = proposal.by_side === milestone.side;
  const by = proposal.by_side === "buyer" ? agreement.buyer.name : agreement.seller.name;
  return (
    <Notice tone="wait" title={isMine ? "You proposed how to divide it" : `${by} proposes`}>
      <p>
        <Amount paise={proposal.to_seller_paise} className="font-medium" /> to the seller,{" "}
        <Amount paise={proposal.to_buyer_paise} className="font-medium" /> back to the buyer.
      </p>
      {proposal.note && <p className="break-words">“{proposal.note}”</p>}
      <p className="text-sm text-muted">
        It stands until <Time at={proposal.expires_at} />.
      </p>
    </Notice>
  );
}

const WORDS: Record<MilestoneMove, { act: string; look: ButtonLook }> = {
  fund: { act: "Pay in", look: "primary" },
  submit: { act: "Hand in", look: "primary" },
  approve: { act: "Approve", look: "primary" },
  request_changes: { act: "Ask for changes", look: "quiet" },
  accept_proposal: { act: "Accept the proposal", look: "primary" },
  refuse_proposal: { act: "Refuse the proposal", look: "quiet" },
  withdraw_proposal: { act: "Take the proposal back", look: "quiet" },
  propose: { act: "Propose how to divide it", look: "plain" },
  refund: { act: "Give back", look: "plain" },
  cancel: { act: "Call it off", look: "quiet" },
  dispute: { act: "Dispute", look: "plain" },
};

function Moves({ milestone, agreement }: MilestoneItemProps) {
  const [asked, setAsked] = useState<MilestoneMove | null>(null);
  const moves = movesOf(milestone);
  const [first] = moves;
  const signals = signalsOfBuyer(milestone);
  // What is being answered stays, though the moves have changed meanwhile.
  if (moves.length === 0 && signals.length === 0 && asked === null) return null;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {moves.map((move) => (
          <Button
            key={move}
            size="small"
            // One way on is the most likely one; the others stand back.
            look={WORDS[move].look === "primary" && move !== first ? "quiet" : WORDS[move].look}
            aria-label={`${WORDS[move].act}: ${milestone.title}`}
            onClick={() => {
              setAsked(move);
            }}
          >
            {WORDS[move].act}
          </Button>
        ))}
        {signals.map((name) => (
          <SignalButton key={name} milestone={milestone} name={name} />
        ))}
      </div>
      {asked && (
        <MoveDialog
          move={asked}
          milestone={milestone}
          agreement={agreement}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </>
  );
}

function SignalButton({ milestone, name }: { milestone: Milestone; name: string }) {
  const intent = useDealAct<object, unknown>({
    send: (merchantId) => giveSignal(merchantId, milestone.id, name),
    onDone: () => undefined,
  });
  return (
    <>
      <Button
        size="small"
        busy={intent.phase === "sending" && "Saying so …"}
        onClick={() => {
          if (intent.phase === "unknown") intent.retry();
          else intent.submit({});
        }}
      >
        Say that “{plainly(name).toLowerCase()}” has come true
      </Button>
      {intent.problem !== null && <ProblemNotice error={intent.problem} />}
    </>
  );
}

interface MoveDialogProps extends MilestoneItemProps {
  move: MilestoneMove;
  onClose: () => void;
}

function MoveDialog({ move, milestone, agreement, onClose }: MoveDialogProps) {
  const { open_proposal: proposal } = milestone;
  const given = { milestone, onClose };
  switch (move) {
    case "fund":
      return <FundDialog {...given} />;
    case "submit":
      return <SubmitDialog {...given} />;
    case "approve":
      return <ApproveDialog {...given} seller={agreement.seller.name} />;
    case "request_changes":
      return <ChangesDialog {...given} />;
    case "propose":
      return <ProposeDialog {...given} />;
    case "refund":
      return <RefundMilestoneDialog {...given} />;
    case "dispute":
      return <OpenDisputeDialog {...given} />;
    case "cancel":
      return <CancelMilestoneDialog {...given} />;
    case "accept_proposal":
      return proposal && <AcceptSplitDialog {...given} proposal={proposal} />;
    case "refuse_proposal":
      return proposal && <EndSplitDialog {...given} proposal={proposal} verb="refuse" />;
    case "withdraw_proposal":
      return proposal && <EndSplitDialog {...given} proposal={proposal} verb="withdraw" />;
  }
}
