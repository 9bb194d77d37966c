"""A database that was restored, as tests have it: the server is the same, and its name is not."""

from __future__ import annotations

from uuid import uuid4

from adulis.gateways import actions as banks
from adulis.gateways import queries as gateways
from adulis.gateways.models import Lineage
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.oversight.queries import left_to_restore
from adulis.oversight.tasks import notice_restoration
from tests.reconciling import matched
from tests.statements import Told


def another_life() -> None:
    """The server says who it is; so it is the database that remembers having been another."""
    for each in Lineage.objects.all():
        Lineage.objects.filter(lineage=each.lineage).update(lineage=f"1/{uuid4().hex[:8]}")


def restored() -> gateways.Restoration:
    found = gateways.restoration()
    assert found is not None
    return found


def examined(broken_count: int = 0) -> None:
    with db.transaction():
        banks.note_examination(broken_count=broken_count, actor=system("tests"), at=db.clock())


def left() -> list[str]:
    return left_to_restore(restored(), at=db.clock())


def in_order(*lines: Told) -> None:
    """All that is asked of a restored database but what a test is about."""
    notice_restoration()
    matched(*lines)
    examined()
