"""Three truths compared: what the bank really paid, what we say about it, what the ledger moved.

The bank's books decide. They are read from its own file, and nothing in them comes from us.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from adulis.kernel import db
from adulis.ops.invariants import examine, frozen_view

Books = Callable[..., list[tuple[Any, ...]]]
# How long workers of storms may take to send an order before others take it for lost: so short that
# a lost answer costs a storm little; real time, because the network's is.
LEASE_SECONDS = 2

# When each order left at the latest. The first attempt at a payout is made when it is first sent.
_LEFT = """
SELECT reference,
       CASE WHEN number = 1 AND sent_count = 1
            THEN least(sent_at, created_at + make_interval(secs => %s)) ELSE sent_at END
  FROM payouts_attempt WHERE sent_at IS NOT NULL
"""

_PAYOUTS = """
SELECT payout.id, payout.merchant_id, payout.metadata, payout.amount_minor, payout.state,
       payout.is_returned, payout.is_paid_late,
       coalesce(attempts.told, '[]'), coalesce(asked.kinds, '{}'), coalesce(ledger.charged, 0)
  FROM payouts_payout AS payout
  LEFT JOIN LATERAL (
       SELECT jsonb_agg(attempt.reference ORDER BY attempt.number) AS told
         FROM payouts_attempt AS attempt WHERE attempt.payout_id = payout.id) AS attempts ON true
  LEFT JOIN LATERAL (
       SELECT array_agg(question.kind ORDER BY question.kind) AS kinds
         FROM cases_case AS question WHERE question.subject = 'payout/' || payout.id) AS asked
    ON true
  LEFT JOIN LATERAL (
       SELECT -sum(line.amount_minor) AS charged
         FROM ledger_entry AS entry
         JOIN ledger_line AS line ON line.entry_id = entry.id
         JOIN ledger_account AS account ON account.id = line.account_id
        WHERE entry.metadata->>'payout_id' = payout.id::text
          AND account.address LIKE 'merchant/%') AS ledger ON true
 ORDER BY payout.id
"""


@dataclass(frozen=True, slots=True)
class Told:
    """One payout as we tell it. ``charged_paise`` left everything the merchant has with us."""

    id: UUID
    merchant_id: UUID
    cell: str
    amount_paise: int
    state: str
    is_returned: bool
    is_paid_late: bool
    references: list[str]
    cases: list[str]
    charged_paise: int

    @property
    def ending(self) -> str:
        """How it ended, in one word or two."""
        extra = " returned" if self.is_returned else " paid_late" if self.is_paid_late else ""
        return f"{self.state}{extra}"


@dataclass(frozen=True, slots=True)
class Paid:
    """What the bank did under one reference of ours."""

    submissions: int
    payments: int
    net_paise: int


@dataclass(slots=True)
class Verdict:
    """All that is wrong, in sentences; and what became of each payout."""

    violations: list[str] = field(default_factory=list)
    payouts: list[Told] = field(default_factory=list)

    def endings(self) -> dict[str, list[str]]:
        """How the payouts of each cell ended."""
        found: dict[str, list[str]] = {}
        for payout in self.payouts:
            found.setdefault(payout.cell, []).append(payout.ending)
        return found

    def __str__(self) -> str:
        return "\n".join(self.violations) or "no violations"


def judge(books: Books, *, of_merchants: set[UUID] | None = None) -> Verdict:
    """The verdict at rest: on all payouts, or on those of some merchants."""
    verdict = Verdict()
    paid = _paid(books)
    payouts = told()
    ours = {reference for payout in payouts for reference in payout.references}
    for reference in paid.keys() - ours:
        verdict.violations.append(f"the bank got {reference}, which we have never heard of")
    for payout in payouts:
        if of_merchants is None or payout.merchant_id in of_merchants:
            verdict.payouts.append(payout)
            mine = [paid[each] for each in payout.references if each in paid]
            verdict.violations += [
                f"{payout.cell}: {wrong} ({payout.ending}, {payout.references})"
                for wrong in _wrongs(payout, mine)
            ]
    verdict.violations += [
        f"{name}: {count} at the bank, e.g. {example}"
        for name, count, example in books(
            "SELECT kind, count(*), max(coalesce(client_reference, '') || ' ' || detail)"
            "  FROM violations WHERE kind <> 'enquiry_too_early' GROUP BY kind"
        )
    ]
    verdict.violations += asked_too_early(books)
    verdict.violations += broken_promises()
    return verdict


def told() -> list[Told]:
    """Every payout with its attempts, cases and what the ledger moved for it."""
    return [
        Told(
            id=payout_id,
            merchant_id=merchant_id,
            cell=orjson.loads(metadata).get("cell", str(payout_id)),
            amount_paise=amount_paise,
            state=state,
            is_returned=is_returned,
            is_paid_late=is_paid_late,
            references=orjson.loads(references),
            cases=list(cases),
            charged_paise=int(charged),
        )
        for (
            payout_id,
            merchant_id,
            metadata,
            amount_paise,
            state,
            is_returned,
            is_paid_late,
            references,
            cases,
            charged,
        ) in db.fetch_all(_PAYOUTS)
    ]


def broken_promises() -> list[str]:
    """The invariants of all rooms that do not hold, each with its first rows."""
    with frozen_view():
        findings = examine()
    return [
        f"{finding.check.name}: {finding.broken} rows, e.g. {finding.rows[:2]}"
        for finding in findings
        if finding.broken
    ]


def asked_too_early(books: Books, *, lease_seconds: float = LEASE_SECONDS) -> list[str]:
    """Enquiries the bank was right to call too early.

    It counts from when an order arrived, we from when it left at the latest. Whoever moves the
    clocks while an order is under way, which takes a busy machine a while, makes it arrive later
    than it can have left: than its lease allows, as all but its own worker must believe, also where
    that worker comes back after all and says when its call ended.
    """
    left = dict(db.fetch_all(_LEFT, [lease_seconds]))
    return [
        f"enquiry_too_early: {reference}, {detail}"
        for reference, detail, arrived_ms in books(
            "SELECT said.client_reference, said.detail, max(payments.sent_ms)"
            "  FROM violations AS said JOIN payments USING (client_reference)"
            " WHERE said.kind = 'enquiry_too_early' GROUP BY said.id"
        )
        if reference in left and arrived_ms <= left[reference].timestamp() * 1_000
    ]


def _paid(books: Books) -> dict[str, Paid]:
    rows = books("SELECT client_reference, submissions, payments, net_paise FROM truth")
    return {reference: Paid(*rest) for reference, *rest in rows}


def _wrongs(payout: Told, paid: Iterable[Paid]) -> list[str]:
    """What is wrong with one payout, by the promises of DESIGN §14 and ``payouts.md`` §7.6."""
    paid = list(paid)
    times = sum(each.payments for each in paid)
    net = sum(each.net_paise for each in paid)
    wrong = []
    if times > 1:
        wrong.append(f"paid {times} times")
    if net not in {0, payout.amount_paise}:
        wrong.append(f"{net} paise stayed with the beneficiary of {payout.amount_paise}")
    if payout.charged_paise != net and payout.state not in {"pending", "processing"}:
        wrong.append(f"the merchant was charged {payout.charged_paise}, the bank paid {net}")
    if times and not payout.references:
        wrong.append("paid without an attempt")
    match payout.state:
        case "completed" if times != 1:
            wrong.append(f"completed, and paid {times} times")
        case "completed" if payout.is_returned and net:
            wrong.append("returned, and the beneficiary has it")
        case "failed" if payout.is_paid_late and times != 1:
            wrong.append(f"paid late, and paid {times} times")
        case "failed" if not payout.is_paid_late and net:
            wrong.append("failed, and the beneficiary has it")
        case "cancelled" if any(each.submissions for each in paid):
            wrong.append("cancelled, and sent to the bank")
        case "pending" | "processing" if not payout.cases:
            wrong.append(f"still {payout.state}, and nobody was asked about it")
    return wrong


def count_endings(payouts: Iterable[Told]) -> str:
    """``completed 14, failed 5``: for the line a storm prints."""
    counted = Counter(payout.ending for payout in payouts)
    return ", ".join(f"{ending} {count}" for ending, count in sorted(counted.items()))
