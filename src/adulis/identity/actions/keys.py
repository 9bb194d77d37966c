"""Verbs about API keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.identity import keys
from adulis.identity.actions.locking import lock_person, locked_merchant, require_owner_still
from adulis.identity.errors import (
    ApiKeyAlreadyRotated,
    ApiKeyNotActive,
    ApiKeyNotFound,
    KeyLimitsInvalid,
    MerchantNotFound,
)
from adulis.identity.events import ApiKeyCreated, ApiKeyRevoked, ApiKeyRotated
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
    # Whoever is removed or shut out at this moment has their keys revoked; this one is among them,
    # or not made.
    locked_merchant(merchant_id)
    lock_person(made_by)
    if not Membership.objects.filter(merchant_id=merchant_id, user_id=made_by).exists():
        raise MerchantNotFound
    require_owner_still(merchant_id, actor)
    _check_limits(scopes, expires_at)
    networks = [_network(address, place) for place, address in enumerate(allowed_addresses)]
    # After this point the key is made.
    row = ApiKey(
        merchant_id=merchant_id,
        made_by_id=made_by,
        name=name,
        scopes=sorted(set(scopes), key=SCOPES.index),
        allowed_addresses=networks,
        expires_at=expires_at,
    )
    return _issue(row, actor=actor, at=at)


@transaction_required
def rotate_api_key(
    *,
    merchant_id: UUID,
    key_id: UUID,
    made_by: UUID,
    overlap: timedelta,
    actor: Actor,
    at: datetime,
) -> IssuedKey:
    """A new key in the place of an old one, which goes on for ``overlap`` and then is dead.

    The new one has the same name, scopes, addresses and expiry, and counts as ``made_by``. Raises
    ApiKeyNotFound, ApiKeyNotActive, ApiKeyAlreadyRotated.
    """
    locked_merchant(merchant_id)
    lock_person(made_by)
    require_owner_still(merchant_id, actor)
    old = _locked(merchant_id, key_id)
    if old.rotated_to is not None:
        raise ApiKeyAlreadyRotated(rotated_to=old.rotated_to)
    now = clock()
    if old.revoked_at is not None or (old.expires_at is not None and old.expires_at <= now):
        raise ApiKeyNotActive
    # After this point it must succeed.
    new = ApiKey(
        merchant_id=merchant_id,
        made_by_id=made_by,
        name=old.name,
        scopes=old.scopes,
        allowed_addresses=old.allowed_addresses,
        expires_at=old.expires_at,
        rotated_from=old.id,
    )
    issued = _issue(new, actor=actor, at=at)
    ends_at = now + overlap if old.expires_at is None else min(old.expires_at, now + overlap)
    before = {"expires_at": old.expires_at and old.expires_at.isoformat()}
    old.rotated_to, old.expires_at = issued.id, ends_at
    old.save(update_fields=["rotated_to", "expires_at"])
    fact = ApiKeyRotated(
        subject_id=old.id, merchant_id=merchant_id, to_key=issued.id, expires_at=ends_at
    )
    events.record(fact=fact, at=at)
    after = {"expires_at": ends_at.isoformat(), "rotated_to": str(issued.id)}
    _audit(old, "api_key.rotate", before, after, actor=actor, at=at)
    return issued


@transaction_required
def revoke_api_key(*, merchant_id: UUID, key_id: UUID, actor: Actor, at: datetime) -> bool:
    """Stop a key for good. Returns whether it was still good: revoking twice is no error.

    Raises ApiKeyNotFound, also for a key of another merchant.
    """
    key = _locked(merchant_id, key_id)
    if key.revoked_at is not None:
        return False
    _revoke(key, actor=actor, at=at)
    return True


def revoke_keys_of(merchant_id: UUID, user_id: UUID, *, actor: Actor, at: datetime) -> int:
    """The keys that count as a person who leaves: they must not wake when that person returns."""
    rows = ApiKey.objects.select_for_update(no_key=True).filter(
        merchant_id=merchant_id, made_by_id=user_id, revoked_at=None
    )
    found = list(rows.order_by("id"))
    for key in found:
        _revoke(key, actor=actor, at=at)
    return len(found)


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


def _issue(row: ApiKey, *, actor: Actor, at: datetime) -> IssuedKey:
    raw = keys.make()
    row.prefix, row.secret_hash, row.created_at = raw.prefix, keys.secret_hash(raw), at
    row.save(force_insert=True)
    fact = ApiKeyCreated(
        subject_id=row.id,
        merchant_id=row.merchant_id,
        prefix=raw.prefix,
        made_by=row.made_by_id,
    )
    events.record(fact=fact, at=at)
    after = {
        "prefix": raw.prefix,
        "scopes": row.scopes,
        "allowed_addresses": row.allowed_addresses,
    }
    _audit(row, "api_key.create", {}, after, actor=actor, at=at)
    return IssuedKey(id=row.id, raw=raw.raw, prefix=raw.prefix)


def _revoke(key: ApiKey, *, actor: Actor, at: datetime) -> None:
    key.revoked_at = at
    key.save(update_fields=["revoked_at"])
    fact = ApiKeyRevoked(subject_id=key.id, merchant_id=key.merchant_id, prefix=key.prefix)
    events.record(fact=fact, at=at)
    before, after = {"revoked": False}, {"revoked": True}
    _audit(key, "api_key.revoke", before, after, actor=actor, at=at)


def _locked(merchant_id: UUID, key_id: UUID) -> ApiKey:
    rows = ApiKey.objects.select_for_update(no_key=True)
    key = rows.filter(id=key_id, merchant_id=merchant_id).first()
    if key is None:
        raise ApiKeyNotFound
    return key


def _audit(
    key: ApiKey,
    action: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    audit.write(
        actor=actor,
        action=action,
        subject=f"api-key/{key.id}",
        merchant_id=key.merchant_id,
        before=before,
        after=after,
        at=at,
    )


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
