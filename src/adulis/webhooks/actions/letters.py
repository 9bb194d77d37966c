"""Letters to whoever owns an endpoint, about what became of it without them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from adulis.identity.actions.standing import write_to_owners
from adulis.kernel.actors import Actor
from adulis.webhooks.addresses import host_of
from adulis.webhooks.models import Endpoint


def write_letter(
    endpoint: Endpoint, letter: str, *, actor: Actor, at: datetime, **told: object
) -> None:
    """One of this room's letters to every owner; ``told`` is what it says."""
    link = f"{settings.PUBLIC_URL}/m/{endpoint.merchant_id}/webhooks"
    write_to_owners(
        merchant_id=endpoint.merchant_id,
        template=f"webhooks/{letter}",
        context={"host": host_of(endpoint.url), "link": link, **told},
        about=f"webhook-endpoint/{endpoint.id}",
        actor=actor,
        at=at,
    )
