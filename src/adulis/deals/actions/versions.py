"""A version more of the terms."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.deals import terms
from adulis.deals.actions import telling
from adulis.deals.actions.locking import Scene
from adulis.deals.models import Terms
from adulis.kernel.actors import Actor


def add_terms(
    scene: Scene, body: dict[str, Any], *, made_by: UUID, material: bool, actor: Actor, at: datetime
) -> Terms:
    """The next version; the deal's row is saved by the caller."""
    scene.deal.terms_version += 1
    scene.deal.draft = None
    return Terms.objects.create(
        deal=scene.deal,
        version=scene.deal.terms_version,
        body=body,
        hash=terms.hash_of(body),
        made_by_id=made_by,
        by=telling.person(actor),
        material=material,
        at=at,
    )
