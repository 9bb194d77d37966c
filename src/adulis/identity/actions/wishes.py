"""What strangers ask for by naming an address: written down at the door, granted by the worker.

Whether somebody is registered decides what is done, and how long that takes. So the door looks
nobody up and does the same for every address there can be; no stopwatch tells who is registered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.contrib.auth.hashers import make_password

from adulis.audit import actions as audit
from adulis.identity.actions.passwords import request_password_reset
from adulis.identity.actions.people import check_password, normal_email
from adulis.identity.actions.signing_up import resend_confirmation, sign_up
from adulis.identity.models import WISH, User, Wish
from adulis.identity.values import WishKind, stranger
from adulis.kernel import origins
from adulis.kernel.actors import Actor
from adulis.kernel.db import transaction_required
from adulis.kernel.encryption import open_sealed, seal
from adulis.kernel.ids import new_id


@transaction_required
def wish_to_sign_up(*, email: str, name: str, password: str, actor: Actor, at: datetime) -> UUID:
    """Note that somebody signs up; the password is kept as its hash. Returns the wish's id.

    Raises EmailInvalid, PasswordTooWeak.
    """
    email = normal_email(email)
    check_password(password, User(email=email, name=name))
    told = {"email": email, "name": name, "hashed": make_password(password)}
    return _keep(WishKind.SIGN_UP, told, actor=actor, at=at)


@transaction_required
def wish_for_link(*, kind: WishKind, email: str, actor: Actor, at: datetime) -> UUID:
    """Note that somebody wants a letter with a link: to confirm an address, or to reset a password.

    Returns the wish's id.
    """
    return _keep(kind, {"email": email.strip().lower()}, actor=actor, at=at)


@transaction_required
def grant_wish(*, wish_id: UUID, fence: int, actor: Actor, at: datetime) -> bool:
    """Do what was asked for, as whoever asked, or nothing where there is nobody it is for.

    Returns False where another worker has it meanwhile.
    """
    wish = _claimed(wish_id, fence)
    if wish is None:
        return False
    told = orjson.loads(open_sealed(wish.told_sealed, place=WISH.place(wish.id)))
    asking = stranger(wish.address, wish.request_id)
    with origins.bearing(wish.request_id):
        _GRANTING[WishKind(wish.kind)](**told, actor=asking, at=wish.created_at)
    wish.delete()
    return True


@transaction_required
def drop_wish(*, wish_id: UUID, fence: int, actor: Actor, at: datetime) -> bool:
    """It kills whoever works on it. Whoever asked is told nothing, and asks again."""
    wish = _claimed(wish_id, fence)
    if wish is None:
        return False
    audit.write(
        actor=actor,
        action="wish.drop",
        subject=f"wish/{wish.id}",
        merchant_id=None,
        before={"kind": wish.kind, "claims": wish.claim_count},
        after={},
        at=at,
    )
    wish.delete()
    return True


_GRANTING: Mapping[WishKind, Callable[..., Any]] = {
    WishKind.SIGN_UP: sign_up,
    WishKind.CONFIRM_EMAIL: resend_confirmation,
    WishKind.RESET_PASSWORD: request_password_reset,
}


def _keep(kind: WishKind, told: Mapping[str, str], *, actor: Actor, at: datetime) -> UUID:
    wish_id = new_id()
    Wish.objects.create(
        id=wish_id,
        kind=kind,
        told_sealed=seal(orjson.dumps(told).decode(), place=WISH.place(wish_id)),
        address=actor.address,
        request_id=actor.request_id,
        created_at=at,
        due_at=at,
    )
    return wish_id


def _claimed(wish_id: UUID, fence: int) -> Wish | None:
    rows = Wish.objects.select_for_update(no_key=True).filter(id=wish_id, claim_count=fence)
    return rows.first()
