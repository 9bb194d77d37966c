"""What was asked for, what was paid, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from adulis.audit import queries as audit
from adulis.audit.queries import Done
from adulis.deposits import fx, policies, postings
from adulis.deposits.errors import (
    ChargebackNotFound,
    DepositNotFound,
    QuoteNotFound,
    RefundNotFound,
)
from adulis.deposits.holding import hold_of, waiting_for
from adulis.deposits.machine import DEPOSIT, UNPAID, ChargebackState, DepositState, RefundState
from adulis.deposits.models import (
    Chargeback,
    ChargebackReply,
    Deposit,
    DepositEvidence,
    Payment,
    Quote,
    Rate,
    Refund,
)
from adulis.deposits.values import PROFILES, Answer, Profile, Waiting
from adulis.events import queries as events
from adulis.gateways.collected import IntentStatus
from adulis.kernel import db
from adulis.kernel.due import Claim
from adulis.kernel.encryption import open_sealed
from adulis.kernel.machines import Role
from adulis.kernel.money import Money, rupees
from adulis.ledger import queries as book
from adulis.ledger.values import BookEntry


def profile() -> Profile:
    """What we rely on with the connected gateway (``PAYMENT_GATEWAY_PROFILE``)."""
    return PROFILES[settings.PAYMENT_GATEWAY_PROFILE]


def deposits_of(merchant_id: UUID) -> QuerySet[Deposit]:
    """A merchant's deposits, newest first."""
    return Deposit.objects.filter(merchant_id=merchant_id).order_by("-id")


def deposit_of(merchant_id: UUID, deposit_id: UUID) -> Deposit:
    """Raises DepositNotFound."""
    found = Deposit.objects.filter(id=deposit_id, merchant_id=merchant_id).first()
    if found is None:
        raise DepositNotFound
    return found


# How an intent is told that nobody can pay any more.
_CLOSED = [IntentStatus.CANCELLED, IntentStatus.EXPIRED, IntentStatus.FAILED]


def asked_for_since(merchant_id: UUID, start: datetime, *, now: datetime) -> Money:
    """What a merchant asked for since ``start``, in rupees, and may be paid or was: what limits
    count.

    What its merchant cancelled may be paid until the gateway has closed it, or its time is over.
    """
    closed = DepositEvidence.objects.filter(deposit=OuterRef("id"), detail__status__in=_CLOSED)
    is_payable = Q(
        state=DepositState.CANCELLED, intent_asked_at__isnull=False, expires_at__gt=now
    ) & ~Exists(closed)
    rows = Deposit.objects.filter(
        ~Q(state__in=UNPAID) | is_payable,
        merchant_id=merchant_id,
        created_at__gte=start,
        is_assigned=False,
    )
    worth = Coalesce(F("credited_minor"), F("quote__amount_minor"), F("paid_minor"))
    return rupees(int(rows.aggregate(total=Sum(worth))["total"] or 0))


def payments_of(deposit: Deposit) -> list[Payment]:
    """What was paid for a deposit, the one that was credited among it, oldest first."""
    return list(Payment.objects.filter(deposit=deposit).order_by("captured_at", "id"))


def evidence_of(deposit: Deposit) -> list[DepositEvidence]:
    """What the gateway said about a deposit, oldest first."""
    return list(DepositEvidence.objects.filter(deposit=deposit).order_by("id"))


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a deposit's timeline."""

    at: datetime
    kind: str
    what: str
    detail: dict[str, Any]


def timeline_of(deposit: Deposit) -> list[Step]:
    """Every fact about a deposit, about what went back of it, and all the gateway said of it."""
    steps = [
        Step(fact.at, "fact", fact.type, fact.payload)
        for subject in _subjects(deposit)
        for fact in events.of_subject(subject)
    ]
    steps += [
        Step(said.at, said.source, said.outcome, said.detail) for said in evidence_of(deposit)
    ]
    return sorted(steps, key=lambda step: step.at)


def booked(deposit: Deposit) -> list[BookEntry]:
    """Every movement of money that brought it in, kept what did not fit it, or took of it."""
    keys = [postings.captured_key(deposit.id), postings.cleared_key(deposit.id)]
    keys += [postings.suspended_key(each.gateway, each.payment_id) for each in payments_of(deposit)]
    for kind, parts in (("refund", _refund_ids(deposit)), ("chargeback", _chargeback_ids(deposit))):
        keys += [key for part in parts for key in postings.keys_of_going_back(kind, part)]
    found = book.entries(keys)
    return [found[key] for key in keys if key in found]


def done_to(deposit: Deposit) -> list[Done]:
    """Who did what to it, and to what went back of it."""
    return [deed for subject in _subjects(deposit) for deed in audit.done_to(subject)]


def _subjects(deposit: Deposit) -> list[str]:
    """The deposit, and everything that took of it."""
    return [
        f"deposit/{deposit.id}",
        *(f"refund/{each}" for each in _refund_ids(deposit)),
        *(f"chargeback/{each}" for each in _chargeback_ids(deposit)),
    ]


def _refund_ids(deposit: Deposit) -> list[UUID]:
    rows = Refund.objects.filter(deposit=deposit).order_by("id")
    return list(rows.values_list("id", flat=True))


def _chargeback_ids(deposit: Deposit) -> list[UUID]:
    rows = Chargeback.objects.filter(deposit=deposit).order_by("id")
    return list(rows.values_list("id", flat=True))


def waiting_of(deposit: Deposit) -> Waiting | None:
    """What the deposit waits for now; None: nothing."""
    return policies.waiting(deposit, has_page=bool(deposit.checkout_url))


def allowed_moves(deposit: Deposit) -> list[str]:
    """What its merchant can do with it now; ``refund`` is no move of its own lifecycle."""
    moves = DEPOSIT.allowed_moves(DepositState(deposit.state), Role.MERCHANT)
    return [*moves, "refund"] if _can_be_refunded(deposit) else moves


def _can_be_refunded(deposit: Deposit) -> bool:
    gone = deposit.refunded_minor + deposit.charged_back_minor
    if (deposit.credited_minor or 0) <= gone:
        return False
    if not deposit.charged_back_minor:
        return True
    # Asked only of those few: whose payer's bank took a part waits for the end of that.
    open_ones = Chargeback.objects.filter(deposit=deposit, state=ChargebackState.OPEN)
    return not open_ones.exists()


def claimed(claims: Sequence[Claim]) -> list[tuple[Claim, Deposit]]:
    """The rows behind claims, unlocked: to know what to ask the gateway."""
    rows = Deposit.objects.in_bulk([claim.id for claim in claims])
    return [(claim, rows[claim.id]) for claim in claims if claim.id in rows]


def unbooked(names: Sequence[str], gateway: str) -> set[str]:
    """Those of a gateway's payments that are not in the book."""
    rows = Payment.objects.filter(gateway=gateway, payment_id__in=list(names))
    return set(names) - set(rows.values_list("payment_id", flat=True))


def of_ids(deposit_ids: Sequence[UUID]) -> list[Deposit]:
    """Whoever's deposits they are: for the worker, who asks the gateway about them."""
    return list(Deposit.objects.filter(id__in=deposit_ids).order_by("id"))


# --- refunds and chargebacks ----------------------------------------------------------------------


def refunds_of(merchant_id: UUID, deposit_id: UUID) -> QuerySet[Refund]:
    """Refunds of one deposit of this merchant, newest first."""
    rows = Refund.objects.filter(merchant_id=merchant_id, deposit_id=deposit_id)
    return rows.order_by("-id")


def refund_of(merchant_id: UUID, refund_id: UUID) -> Refund:
    """Raises RefundNotFound."""
    refund = Refund.objects.filter(id=refund_id, merchant_id=merchant_id).first()
    if refund is None:
        raise RefundNotFound
    return refund


def ended_refund(reference: UUID) -> Refund | None:
    """A refund that is over, by what the gateway calls it; None: it is not, or there is none."""
    ended = [RefundState.PROCESSED, RefundState.FAILED]
    return Refund.objects.filter(id=reference, state__in=ended).first()


def chargebacks_of(merchant_id: UUID) -> QuerySet[Chargeback]:
    """A merchant's chargebacks, newest first."""
    return Chargeback.objects.filter(merchant_id=merchant_id).order_by("-id")


def chargeback_of(merchant_id: UUID, chargeback_id: UUID) -> Chargeback:
    """Raises ChargebackNotFound."""
    found = Chargeback.objects.filter(id=chargeback_id, merchant_id=merchant_id).first()
    if found is None:
        raise ChargebackNotFound
    return found


def replies_to(chargeback_ids: Sequence[UUID]) -> dict[UUID, list[ChargebackReply]]:
    """What was answered to each of them, oldest first; the texts stay sealed."""
    found: dict[UUID, list[ChargebackReply]] = {each: [] for each in chargeback_ids}
    rows = ChargebackReply.objects.filter(chargeback_id__in=chargeback_ids)
    for reply in rows.order_by("id"):
        found[reply.chargeback_id].append(reply)
    return found


def dispute_ids(chargeback_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What the gateway calls them."""
    rows = Chargeback.objects.filter(id__in=chargeback_ids)
    return dict(rows.values_list("id", "dispute_id"))


def unheard_disputes(dispute_ids: Sequence[str], gateway: str) -> set[str]:
    """Those of a gateway's disputes that no chargeback here is about."""
    rows = Chargeback.objects.filter(gateway=gateway, dispute_id__in=dispute_ids)
    return set(dispute_ids) - set(rows.values_list("dispute_id", flat=True))


def credited_payment_of(deposit: Deposit) -> Payment | None:
    """The payment that a deposit was credited by."""
    return Payment.objects.filter(deposit=deposit, state__in=["credited", "assigned"]).first()


def payer_of_payment(payment: Payment) -> str:
    """Who paid, by name, as far as the gateway told."""
    if not payment.payer_sealed:
        return ""
    told = orjson.loads(open_sealed(payment.payer_sealed, place=payment.payer_place))
    return str(told.get("name", ""))


def waiting_of_refund(refund: Refund) -> Waiting | None:
    """Why a refund waits, and on whom."""
    is_unordered = refund.state == RefundState.REQUESTED and refund.asked_at is None
    hold = hold_of(refund) if is_unordered else None
    if hold is not None:
        return waiting_for(hold)
    if refund.state == RefundState.REQUESTED:
        return Waiting(
            reason="order",
            on="the payment gateway to take the order",
            until=None,
            then="It is asked until it answers; the money stays set aside.",
        )
    if refund.state == RefundState.PENDING:
        return Waiting(
            reason="refund",
            on="the payment gateway and the payer's bank",
            until=None,
            then="It is with the payer, or available again where it could not be given back.",
        )
    return None


def waiting_of_chargeback(row: Chargeback, replies: Sequence[ChargebackReply]) -> Waiting | None:
    """Whose turn it is in a dispute, and until when."""
    if row.state != ChargebackState.OPEN:
        return None
    if any(reply.answer == Answer.ACCEPT for reply in replies):
        return Waiting(
            reason="acceptance",
            on="the payment gateway",
            until=None,
            then="The dispute ends, and the money stays with the payer.",
        )
    if replies:
        return Waiting(
            reason="decision",
            on="the payer's bank",
            until=None,
            then="The money comes back if it is won, and stays with the payer if it is lost.",
        )
    return Waiting(
        reason="evidence",
        on="the merchant",
        until=row.evidence_due_by,
        then="It is decided without what the merchant has to say.",
    )


def moves_of_chargeback(
    row: Chargeback, replies: Sequence[ChargebackReply], *, at: datetime
) -> list[str]:
    """What its merchant may say to it at that moment."""
    is_late = row.evidence_due_by is not None and row.evidence_due_by <= at
    is_accepted = any(reply.answer == Answer.ACCEPT for reply in replies)
    if row.state != ChargebackState.OPEN or is_late or is_accepted:
        return []
    return ["evidence", "accept"]


# --- foreign money --------------------------------------------------------------------------------


def quote_of(merchant_id: UUID, quote_id: UUID) -> Quote:
    """Raises QuoteNotFound."""
    quote = Quote.objects.filter(id=quote_id, merchant_id=merchant_id).first()
    if quote is None:
        raise QuoteNotFound
    return quote


def latest_rate(gateway: str, currency: str) -> Rate | None:
    """The last rate that was told, however old."""
    rows = Rate.objects.filter(gateway=gateway, currency=currency)
    return rows.order_by("-fetched_at", "-id").first()


@dataclass(frozen=True, slots=True)
class Position:
    """What we hold of a currency, what was paid for it, and what it is worth at the last rate.

    ``worth`` and ``result`` are None while no rate has ever been told.
    """

    held: Money
    cost: Money
    rate: Rate | None
    worth: Money | None

    @property
    def result(self) -> Money | None:
        """What would be gained (negative: lost) if it were sold at the last rate."""
        return None if self.worth is None else self.worth - self.cost


# An entry that moves a position has both sides in it: the foreign money, and the rupees for it.
_POSITIONS = """
SELECT foreign_place.currency, sum(foreign_line.amount_minor),
       coalesce(sum(home.minor), 0)
  FROM ledger_account AS foreign_place
  JOIN ledger_line AS foreign_line ON foreign_line.account_id = foreign_place.id
  LEFT JOIN LATERAL (
       SELECT -sum(line.amount_minor) AS minor
         FROM ledger_line AS line JOIN ledger_account AS place ON place.id = line.account_id
        WHERE line.entry_id = foreign_line.entry_id AND place.address = 'platform/fx/INR'
       ) AS home ON true
 WHERE foreign_place.kind = 'fx' AND foreign_place.currency <> 'INR'
 GROUP BY foreign_place.currency ORDER BY foreign_place.currency
"""


def positions(gateway: str) -> list[Position]:
    """Our position in every foreign currency, for operators: held, its cost, and its worth now."""
    found = {currency: (held, cost) for currency, held, cost in db.fetch_all(_POSITIONS)}
    positions = []
    for currency in fx.FOREIGN:
        held, cost = found.get(currency, (0, 0))
        rate = latest_rate(gateway, currency)
        worth = None if rate is None else _worth(Money(int(held), currency), rate)
        positions.append(Position(Money(int(held), currency), rupees(int(cost)), rate, worth))
    return positions


def _worth(held: Money, rate: Rate) -> Money:
    per_unit = fx.Rate(rate.currency, rate.micros)
    return per_unit.convert(held) if held.minor >= 0 else -per_unit.convert(-held)
