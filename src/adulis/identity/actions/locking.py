"""Taking a merchant's row before deciding about it, and asking again who is asking."""

from __future__ import annotations

from uuid import UUID

from adulis.identity.errors import MerchantNotFound
from adulis.identity.models import Merchant, User
from adulis.identity.queries.recognising import require_now
from adulis.identity.values import MemberRole
from adulis.kernel.actors import Actor, ActorKind


def locked_merchant(merchant_id: UUID) -> Merchant:
    """The merchant, locked until the transaction ends. Raises MerchantNotFound."""
    merchant = Merchant.objects.select_for_update(no_key=True).filter(id=merchant_id).first()
    if merchant is None:
        raise MerchantNotFound
    return merchant


def lock_person(user_id: UUID) -> None:
    """Keep a person as they are until the transaction ends: whoever shuts them out comes after it.

    After the merchant, never before.
    """
    User.objects.select_for_update(no_key=True).filter(id=user_id).values_list("id").first()


def require_owner_still(merchant_id: UUID, actor: Actor) -> None:
    """Whoever waited for the merchant may have been shut out meanwhile. Raises RoleTooLow."""
    if actor.kind is ActorKind.USER:
        require_now(actor, merchant_id, MemberRole.OWNER)
