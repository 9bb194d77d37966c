"""A database that was restored, as tests have it: the server is the same, and its name is not."""

from __future__ import annotations

from uuid import uuid4

from adulis.gateways.models import Lineage


def another_life() -> None:
    """The server says who it is; so it is the database that remembers having been another."""
    for each in Lineage.objects.all():
        Lineage.objects.filter(lineage=each.lineage).update(lineage=f"1/{uuid4().hex[:8]}")
