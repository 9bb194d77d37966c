"""What was asked for, what was paid, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from adulis.deposits import policies
from adulis.deposits.errors import DepositNotFound
from adulis.deposits.machine import DEPOSIT, DepositState
from adulis.deposits.models import Deposit, DepositEvidence, Payment
from adulis.deposits.values import PROFILES, Profile, Waiting
from adulis.kernel.due import Claim
from adulis.kernel.machines import Role


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


def payments_of(deposit: Deposit) -> list[Payment]:
    """What was paid for a deposit, the one that was credited among it, oldest first."""
    return list(Payment.objects.filter(deposit=deposit).order_by("captured_at", "id"))


def evidence_of(deposit: Deposit) -> list[DepositEvidence]:
    """What the gateway said about a deposit, oldest first."""
    return list(DepositEvidence.objects.filter(deposit=deposit).order_by("id"))


def waiting_of(deposit: Deposit) -> Waiting | None:
    """What the deposit waits for now; None: nothing."""
    return policies.waiting(deposit, has_page=bool(deposit.checkout_url))


def allowed_moves(deposit: Deposit) -> list[str]:
    """What its merchant can do with it now."""
    return DEPOSIT.allowed_moves(DepositState(deposit.state), Role.MERCHANT)


def claimed(claims: Sequence[Claim]) -> list[tuple[Claim, Deposit]]:
    """The rows behind claims, unlocked: to know what to ask the gateway."""
    rows = Deposit.objects.in_bulk([claim.id for claim in claims])
    return [(claim, rows[claim.id]) for claim in claims if claim.id in rows]


def by_id(deposit_id: UUID) -> Deposit | None:
    """Whoever's deposit it is: for the worker, who asks the gateway about it."""
    return Deposit.objects.filter(id=deposit_id).first()
