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
from adulis.deposits import policies, postings
from adulis.deposits.errors import (
    DepositNotFound,
)
from adulis.deposits.machine import DEPOSIT, UNPAID, ChargebackState, DepositState
from adulis.deposits.models import (
    Chargeback,
    Deposit,
    DepositEvidence,
    Payment,
    Refund,
)
from adulis.deposits.values import PROFILES, Profile, Waiting
from adulis.events import queries as events
from adulis.gateways.collected import IntentStatus
from adulis.kernel.due import Claim
from adulis.kernel.encryption import CannotOpen, open_sealed
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


def payer_asked(deposit: Deposit) -> tuple[str, str]:
    """Name and e-mail of who was asked to pay; empty where nobody said."""
    if not deposit.payer_sealed:
        return "", ""
    name, email = orjson.loads(open_sealed(deposit.payer_sealed, place=deposit.payer_place))
    return str(name), str(email)


def payer_of_payment(payment: Payment) -> str:
    """Who paid, by name, as far as the gateway told and it can be read still."""
    if not payment.payer_sealed:
        return ""
    try:
        told = orjson.loads(open_sealed(payment.payer_sealed, place=payment.payer_place))
    except CannotOpen:
        return ""
    return str(told.get("name", ""))


def declaration_of(deposit: Deposit) -> str:
    """What its merchant says of somebody else who paid; empty where it has said nothing."""
    if not deposit.declaration_sealed:
        return ""
    return open_sealed(deposit.declaration_sealed, place=deposit.declaration_place)


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
    rows = Refund.objects.filter(deposit=deposit).order_by("created_at", "id")
    return list(rows.values_list("id", flat=True))


def _chargeback_ids(deposit: Deposit) -> list[UUID]:
    rows = Chargeback.objects.filter(deposit=deposit).order_by("id")
    return list(rows.values_list("id", flat=True))


def waiting_of(deposit: Deposit) -> Waiting | None:
    """What the deposit waits for now; None: nothing."""
    return policies.waiting(deposit, has_page=bool(deposit.checkout_url))


def allowed_moves(deposit: Deposit) -> list[str]:
    """What its merchant can do with it now; ``declare_payer`` and ``refund`` do not move it on."""
    moves = DEPOSIT.allowed_moves(DepositState(deposit.state), Role.MERCHANT)
    if deposit.is_undeclared:
        moves = [*moves, "declare_payer"]
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
