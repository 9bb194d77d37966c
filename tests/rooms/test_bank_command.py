"""``./adulis bank``: payouts are paused and resumed by whoever stands at the machine."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from adulis.audit.models import AuditRecord
from adulis.gateways import actions as gateways
from adulis.gateways import queries
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.oversight.tasks import notice_restoration
from tests.world import BANK

pytestmark = pytest.mark.usefixtures("fresh_database")


def run(*words: str) -> str:
    said = StringIO()
    call_command("bank", *words, stdout=said)
    return said.getvalue()


def test_it_pauses_and_resumes_alone() -> None:
    assert run("show") == f"{BANK}: payouts are sent\n"
    assert run("pause", "--reason", "a snapshot").endswith(": a snapshot\n")
    assert queries.health(BANK).paused == "a snapshot"
    assert "paused since" in run("show")
    assert run("resume", "--reason", "looked through") == f"{BANK}: payouts are sent\n"
    told = AuditRecord.objects.filter(subject=f"bank/{BANK}").order_by("id")
    assert [(each.action, each.after) for each in told] == [
        ("bank.pause", {"reason": "a snapshot"}),
        ("bank.resume", {"reason": "looked through"}),
    ]
    assert {each.actor_id.partition(":")[0] for each in told} == {"bank"}


def test_it_is_told_of_an_older_copy_that_its_server_does_not_show() -> None:
    """A disk snapshot that was started, or a dump that was read back where it came from."""
    assert not queries.stands_still()
    told = run("restored", "--reason", "a snapshot of Monday")
    assert told == f"{BANK}: no payout is sent: the database was restored\n"
    assert queries.stands_still()
    # Said twice, it is the same life.
    run("restored", "--reason", "a snapshot of Monday")
    [record] = AuditRecord.objects.filter(subject="database")
    assert record.after["reason"] == "a snapshot of Monday"
    notice_restoration()
    noticed = queries.restoration()
    assert noticed is not None
    # Nor does it begin another one of a life that waits already.
    run("restored", "--reason", "a snapshot of Monday")
    assert queries.restoration() == noticed
    assert queries.was_restored()
    with db.transaction():
        gateways.accept_restoration(actor=system("tests"), at=db.clock())
    assert not queries.stands_still()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("resume", "--reason", "why not"), "not paused"),
        (("pause", "--reason", " x "), "3 to 200 characters"),
        (("pause", "--reason", "x" * 201), "3 to 200 characters"),
        (("pause",), "--reason"),
    ],
)
def test_it_says_what_it_cannot_do(words: tuple[str, ...], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        run(*words)
    assert not AuditRecord.objects.exists()


def test_it_tells_of_what_else_keeps_payouts_from_it() -> None:
    with db.transaction():
        gateways.record_submissions(bank=BANK, submitted=10, troubled=10, probe=None)
    assert "in trouble; payouts wait until" in run("show")
