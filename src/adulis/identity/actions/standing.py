"""How a merchant stands: how far we know who it is, and which limits it has.

Decided by the room that looked at the documents; written down here, in the same commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.identity.errors import MerchantNotFound
from adulis.identity.models import Membership, Merchant
from adulis.identity.values import MemberRole, MerchantKind, Verification
from adulis.kernel.actors import Actor
from adulis.kernel.db import transaction_required
from adulis.mail import actions as mail


@transaction_required
def lock_standing(
    *, merchant_id: UUID, actor: Actor, at: datetime
) -> tuple[MerchantKind, Verification, bool]:
    """Keep the standing as it is until the end of the transaction, and tell it.

    Returns what kind of merchant it is, its verification, and whether ``actor`` belongs to it.
    Raises MerchantNotFound.
    """
    merchant = _locked(merchant_id)
    belongs = bool(actor.user_id) and (
        Membership.objects.filter(merchant_id=merchant_id, user_id=actor.user_id).exists()
    )
    return MerchantKind(merchant.kind), Verification(merchant.verification), belongs


@transaction_required
def set_standing(
    *, merchant_id: UUID, verification: Verification, tier: str | None, actor: Actor, at: datetime
) -> None:
    """Write down how a merchant stands from here on; ``tier`` None leaves that as it is.

    Whoever decides whether money may leave reads it in their own transaction, so it counts at
    once. Raises MerchantNotFound.
    """
    merchant = _locked(merchant_id)
    before = {"verification": merchant.verification, "tier": merchant.tier}
    merchant.verification, merchant.tier = verification, tier or merchant.tier
    merchant.save(update_fields=["verification", "tier"])
    audit.write(
        actor=actor,
        action="merchant.set_standing",
        subject=f"merchant/{merchant.id}",
        merchant_id=merchant.id,
        before=before,
        after={"verification": merchant.verification, "tier": merchant.tier},
        at=at,
    )


@transaction_required
def write_to_owners(
    *,
    merchant_id: UUID,
    template: str,
    context: Mapping[str, Any],
    about: str,
    actor: Actor,
    at: datetime,
) -> int:
    """Queue a letter to everybody who owns the merchant now; returns how many there are."""
    owners = Membership.objects.filter(
        merchant_id=merchant_id, role=MemberRole.OWNER, user__is_active=True
    ).order_by("id")
    addresses = list(owners.values_list("user__email", flat=True))
    name = Merchant.objects.values_list("name", flat=True).get(id=merchant_id)
    for address in addresses:
        mail.queue_letter(
            to=address,
            template=template,
            context={"merchant": name, **context},
            about=about,
            merchant_id=merchant_id,
            actor=actor,
            at=at,
        )
    return len(addresses)


def _locked(merchant_id: UUID) -> Merchant:
    merchant = Merchant.objects.select_for_update(no_key=True).filter(id=merchant_id).first()
    if merchant is None:
        raise MerchantNotFound
    return merchant
