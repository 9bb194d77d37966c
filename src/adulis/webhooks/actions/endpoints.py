"""What a merchant does with its endpoints."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from secrets import token_bytes
from uuid import UUID

from adulis.identity.actions.standing import lock_standing
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import seal
from adulis.kernel.ids import new_id
from adulis.kernel.machines import Role
from adulis.webhooks.actions.letters import write_letter
from adulis.webhooks.actions.locking import disable, give_up_all, locked_endpoint, record
from adulis.webhooks.addresses import AddressRefused, host_of, target_of
from adulis.webhooks.errors import (
    TooManyWebhookEndpoints,
    WebhookAddressRefused,
    WebhookEndpointDisabled,
    WebhookSecretJustRotated,
    WebhookTypesInvalid,
)
from adulis.webhooks.events import (
    WebhookEndpointArchived,
    WebhookEndpointCreated,
    WebhookEndpointEnabled,
    WebhookEndpointTested,
    WebhookEndpointUpdated,
    WebhookSecretRotated,
)
from adulis.webhooks.machine import ENDPOINT, EndpointState
from adulis.webhooks.models import OLD_SECRET, SECRET, Endpoint
from adulis.webhooks.policies import MOST_ENDPOINTS, MOST_TYPES, OVERLAP, is_type
from adulis.webhooks.queries import may_be_local
from adulis.webhooks.sealing import open_secret
from adulis.webhooks.values import GivenUp, Reason, Shown

SECRET_BYTES = 32


@db.transaction_required
def create_endpoint(
    *,
    merchant_id: UUID,
    url: str,
    description: str,
    types: Sequence[str],
    actor: Actor,
    at: datetime,
) -> Shown:
    """Have events told to ``url`` from here on; the secret is shown only now.

    ``types`` are types of events (``payout.completed``) or kinds (``payout.*``); none: all. Raises
    WebhookAddressRefused, WebhookTypesInvalid, TooManyWebhookEndpoints.
    """
    host = _host(url)
    kept = _kept(types)
    # Whoever makes one more waits for whoever is making one.
    lock_standing(merchant_id=merchant_id, actor=actor, at=at)
    others = Endpoint.objects.filter(merchant_id=merchant_id).exclude(state=EndpointState.ARCHIVED)
    if others.count() >= MOST_ENDPOINTS:
        raise TooManyWebhookEndpoints(most=MOST_ENDPOINTS)
    # After this point it is made.
    endpoint_id, secret = new_id(), _new_secret()
    endpoint = Endpoint.objects.create(
        id=endpoint_id,
        merchant_id=merchant_id,
        url=url,
        description=description,
        types=kept,
        secret_sealed=seal(secret, place=SECRET.place(endpoint_id)),
        created_at=at,
    )
    fact = WebhookEndpointCreated(subject_id=endpoint_id, merchant_id=merchant_id, host=host)
    after = {"host": host, "types": kept}
    record(endpoint, "create", fact, after=after, actor=actor, at=at)
    return Shown(endpoint_id, secret)


@db.transaction_required
def update_endpoint(
    *,
    merchant_id: UUID,
    endpoint_id: UUID,
    url: str | None,
    description: str | None,
    types: Sequence[str] | None,
    actor: Actor,
    at: datetime,
) -> None:
    """Change where events are told, or which; None leaves it as it is. What waits goes to the new
    address as well.

    Raises WebhookEndpointNotFound, WebhookAddressRefused, WebhookTypesInvalid.
    """
    if url is not None:
        _host(url)
    kept = None if types is None else _kept(types)
    endpoint = locked_endpoint(merchant_id, endpoint_id)
    before = {"host": host_of(endpoint.url), "types": endpoint.types}
    # After this point it is changed.
    endpoint.url = endpoint.url if url is None else url
    endpoint.description = endpoint.description if description is None else description
    endpoint.types = endpoint.types if kept is None else kept
    endpoint.save(update_fields=["url", "description", "types"])
    host = host_of(endpoint.url)
    fact = WebhookEndpointUpdated(subject_id=endpoint.id, merchant_id=merchant_id, host=host)
    after = {"host": host, "types": endpoint.types}
    record(endpoint, "update", fact, before=before, after=after, actor=actor, at=at)


@db.transaction_required
def rotate_secret(
    *, merchant_id: UUID, endpoint_id: UUID, is_lost: bool = False, actor: Actor, at: datetime
) -> Shown:
    """A new secret, shown only now; for a day events are signed with the old one as well.

    Within that day it ``is_lost`` where nobody has the newest one: then that is replaced, and the
    old one, which the receiver knows, signs as long as it would have. Raises
    WebhookEndpointNotFound, and WebhookSecretJustRotated within that day.
    """
    endpoint = locked_endpoint(merchant_id, endpoint_id)
    now = db.clock()
    until = endpoint.old_secret_until
    is_overlap = until is not None and until > now
    if is_overlap and not is_lost:
        raise WebhookSecretJustRotated(until=str(until and until.isoformat()))
    # After this point there is another secret.
    secret = _new_secret()
    if not is_overlap:
        old = open_secret(endpoint.id, endpoint.secret_sealed)
        endpoint.old_secret_sealed = seal(old, place=OLD_SECRET.place(endpoint.id))
        endpoint.old_secret_until = until = now + OVERLAP
    assert until is not None
    endpoint.secret_sealed = seal(secret, place=SECRET.place(endpoint.id))
    endpoint.save(update_fields=["secret_sealed", "old_secret_sealed", "old_secret_until"])
    fact = WebhookSecretRotated(subject_id=endpoint.id, merchant_id=merchant_id, old_until=until)
    after = {"old_until": until.isoformat(), "replaced_the_newest": is_overlap}
    record(endpoint, "rotate_secret", fact, after=after, actor=actor, at=at)
    return Shown(endpoint.id, secret)


@db.transaction_required
def disable_endpoint(
    *, merchant_id: UUID, endpoint_id: UUID, note: str = "", actor: Actor, at: datetime
) -> int:
    """Send nothing more, and give up what waits; returns how much that was.

    Where an operator does it, ``note`` says why, and its owners get a letter with that. Raises
    WebhookEndpointNotFound, IllegalMove.
    """
    endpoint = locked_endpoint(merchant_id, endpoint_id)
    if actor.role is not Role.OPERATOR:
        return disable(endpoint, Reason.BY_MERCHANT, actor=actor, at=at)
    given_up = disable(endpoint, Reason.BY_OPERATOR, note=note, actor=actor, at=at)
    told = {"reason": Reason.BY_OPERATOR, "given_up": given_up, "note": note}
    write_letter(endpoint, "endpoint_disabled", actor=actor, at=at, **told)
    return given_up


@db.transaction_required
def enable_endpoint(*, merchant_id: UUID, endpoint_id: UUID, actor: Actor, at: datetime) -> None:
    """Send again what happens from here on; what was given up meanwhile can be replayed.

    Raises WebhookEndpointNotFound, IllegalMove.
    """
    endpoint = locked_endpoint(merchant_id, endpoint_id)
    move = ENDPOINT.take("enable", EndpointState(endpoint.state), actor.role)
    before = {"state": endpoint.state, "reason": endpoint.disabled_reason}
    endpoint.state, endpoint.disabled_reason, endpoint.disabled_at = move.target, "", None
    endpoint.save(update_fields=["state", "disabled_reason", "disabled_at"])
    host = host_of(endpoint.url)
    fact = WebhookEndpointEnabled(subject_id=endpoint.id, merchant_id=merchant_id, host=host)
    after = {"state": endpoint.state}
    record(endpoint, "enable", fact, before=before, after=after, actor=actor, at=at)


@db.transaction_required
def archive_endpoint(*, merchant_id: UUID, endpoint_id: UUID, actor: Actor, at: datetime) -> None:
    """Never send anything again; what waits is given up, and the secrets are erased.

    Raises WebhookEndpointNotFound.
    """
    endpoint = locked_endpoint(merchant_id, endpoint_id)
    move = ENDPOINT.take("archive", EndpointState(endpoint.state), actor.role)
    endpoint.state, endpoint.archived_at = move.target, at
    endpoint.disabled_reason, endpoint.disabled_at = "", None
    endpoint.secret_sealed = endpoint.old_secret_sealed = ""
    endpoint.old_secret_until = None
    endpoint.save()
    given_up = give_up_all(endpoint, GivenUp.ENDPOINT_ARCHIVED, at=at)
    host = host_of(endpoint.url)
    fact = WebhookEndpointArchived(subject_id=endpoint.id, merchant_id=merchant_id, host=host)
    before, after = {"state": move.source}, {"state": endpoint.state, "given_up": given_up}
    record(endpoint, "archive", fact, before=before, after=after, actor=actor, at=at)


@db.transaction_required
def test_endpoint(*, merchant_id: UUID, endpoint_id: UUID, actor: Actor, at: datetime) -> None:
    """Have an event told to this endpoint and to no other, on the way that all of them go.

    Raises WebhookEndpointNotFound, WebhookEndpointDisabled.
    """
    endpoint = locked_endpoint(merchant_id, endpoint_id)
    if endpoint.state != EndpointState.ENABLED:
        raise WebhookEndpointDisabled
    fact = WebhookEndpointTested(subject_id=endpoint.id, merchant_id=merchant_id)
    record(endpoint, "test", fact, after={}, actor=actor, at=at)


def _host(url: str) -> str:
    try:
        return target_of(url, may_be_local=may_be_local()).host
    except AddressRefused as error:
        reason = error.trouble
        raise WebhookAddressRefused(str(error), pointer="/url", reason=reason) from error


def _kept(types: Sequence[str]) -> list[str]:
    kept = list(dict.fromkeys(types))
    if len(kept) > MOST_TYPES:
        raise WebhookTypesInvalid(f"There can be {MOST_TYPES} at most.", pointer="/types")
    for place, each in enumerate(kept):
        if not is_type(each):
            raise WebhookTypesInvalid(f"There is no event {each}.", pointer=f"/types/{place}")
    return kept


def _new_secret() -> str:
    return f"whsec_{b64encode(token_bytes(SECRET_BYTES)).decode()}"
