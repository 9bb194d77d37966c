"""Verbs about API keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_network
from uuid import UUID

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity import keys
from adulis.identity.errors import ApiKeyNotFound, KeyLimitsInvalid, MerchantNotFound
from adulis.identity.events import ApiKeyCreated, ApiKeyRevoked
from adulis.identity.models import ApiKey, Membership
from adulis.identity.values import SCOPES, IssuedKey
from adulis.kernel.actors import Actor
from adulis.kernel.db import clock, execute, transaction_required


@transaction_required
def create_api_key(
    *,
    merchant_id: UUID,
    made_by: UUID,
    name: str,
    scopes: Sequence[str],
    allowed_addresses: Sequence[str] = (),
    expires_at: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> IssuedKey:
    """Make a key that acts for ``merchant_id`` as ``made_by`` does. ``raw`` is shown only here.

    ``allowed_addresses`` are IP addresses or networks (``10.0.0.0/8``); none means any. Raises
    MerchantNotFound when ``made_by`` does not belong to the merchant, and KeyLimitsInvalid.
    """
    if not Membership.objects.filter(merchant_id=merchant_id, user_id=made_by).exists():
        raise MerchantNotFound
    _check_limits(scopes, expires_at)
    networks = [_network(address, place) for place, address in enumerate(allowed_addresses)]
    # After this point the key is made.
    raw = keys.make()
    row = ApiKey.objects.create(
        merchant_id=merchant_id,
        made_by_id=made_by,
        name=name,
        prefix=raw.prefix,
        secret_hash=keys.secret_hash(raw),
        scopes=sorted(set(scopes), key=SCOPES.index),
        allowed_addresses=networks,
        created_at=at,
        expires_at=expires_at,
    )
    fact = ApiKeyCreated(
        subject_id=row.id, merchant_id=merchant_id, prefix=raw.prefix, made_by=made_by
    )
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action="api_key.create",
        subject=f"api-key/{row.id}",
        merchant_id=merchant_id,
        before={},
        after={"prefix": raw.prefix, "scopes": row.scopes, "allowed_addresses": networks},
        at=at,
    )
    return IssuedKey(id=row.id, raw=raw.raw, prefix=raw.prefix)


@transaction_required
def revoke_api_key(*, merchant_id: UUID, key_id: UUID, actor: Actor, at: datetime) -> bool:
    """Stop a key for good. Returns whether it was still good: revoking twice is no error.

    Raises ApiKeyNotFound, also for a key of another merchant.
    """
    rows = ApiKey.objects.select_for_update(no_key=True)
    key = rows.filter(id=key_id, merchant_id=merchant_id).first()
    if key is None:
        raise ApiKeyNotFound
    if key.revoked_at is not None:
        return False
    key.revoked_at = at
    key.save(update_fields=["revoked_at"])
    fact = ApiKeyRevoked(subject_id=key_id, merchant_id=merchant_id, prefix=key.prefix)
    events.record(fact=fact, at=at)
    audit.write(
        actor=actor,
        action="api_key.revoke",
        subject=f"api-key/{key_id}",
        merchant_id=merchant_id,
        before={"revoked": False},
        after={"revoked": True},
        at=at,
    )
    return True


@transaction_required
def note_key_use(*, key_id: UUID, actor: Actor, at: datetime) -> bool:
    """Remember when and from where a key was used. Returns whether this call wrote it.

    Skips the row when somebody else holds it: they are writing the same thing, and no request
    waits for a timestamp.
    """
    noted = execute(
        "UPDATE identity_api_key SET last_used_at = %s, last_used_from = %s WHERE id ="
        " (SELECT id FROM identity_api_key WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED)",
        [at, actor.address, key_id],
    )
    return noted == 1


def _check_limits(scopes: Sequence[str], expires_at: datetime | None) -> None:
    if not scopes:
        raise KeyLimitsInvalid("A key needs at least one scope.", pointer="/scopes")
    if unknown := sorted(set(scopes) - set(SCOPES)):
        raise KeyLimitsInvalid(f"There is no scope {unknown[0]}.", pointer="/scopes")
    if expires_at is not None and expires_at <= clock():
        raise KeyLimitsInvalid("The expiry is in the past.", pointer="/expires_at")


def _network(address: str, place: int) -> str:
    try:
        return str(ip_network(address, strict=False))
    except ValueError as error:
        raise KeyLimitsInvalid(
            "This is neither an IP address nor a network.", pointer=f"/allowed_addresses/{place}"
        ) from error
