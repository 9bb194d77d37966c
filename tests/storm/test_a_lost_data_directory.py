"""The data directory is destroyed in the midst of it; what was backed up is made again elsewhere.

A real server of its own, streamed and sealed by the real archiver, and the real simulated bank,
whose books are what counts: whatever was forgotten here and repeated by clients, it paid once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pyrage
import pytest
from django.core.management import call_command

from adulis.cases.values import Decision
from adulis.gateways import queries as gateways
from adulis.gateways.statements import bank_day
from adulis.kernel import db
from adulis.kernel.ids import derived_id
from adulis.ops import backups, holdings, vault
from adulis.ops.databases import APPLICATION_ROLE, OWNER_ROLE, connected_to
from adulis.ops.postgres import Cluster
from adulis.oversight.queries import left_to_restore
from adulis.oversight.tasks import notice_restoration
from adulis.payouts import tasks
from adulis.payouts.models import Attempt, Payout
from adulis.payouts.values import bank_reference
from tests.asking import keyed, order
from tests.bank import SimulatedBank, broken_promises, connected_bank
from tests.deciding import confirm, propose, question_about
from tests.doors import Api
from tests.files import s3_server
from tests.machines import (
    NAME,
    Machine,
    copy_to_standby,
    has_left,
    moment,
    restored,
    streaming,
)
from tests.waiting import until
from tests.world import Shop, a_shop

pytestmark = pytest.mark.timeout(400)

PAISE = 60_000


@pytest.fixture
def machine(tmp_path: Path, django_db_blocker: Any) -> Iterator[Machine]:
    made = Machine(Cluster(tmp_path / "first" / "postgres", durable=False))
    with django_db_blocker.unblock():
        made.start()
        with connected_to(made.as_role(OWNER_ROLE)):
            call_command("migrate", verbosity=0)
        try:
            yield made
        finally:
            made.cluster.stop()


def key_of(number: int) -> UUID:
    """The Idempotency-Key of a client's request: it keeps the key, whatever we lose."""
    return UUID(int=number)


def name_of(shop: Shop, number: int, attempt: int) -> str:
    """What the bank knows it by."""
    return bank_reference(derived_id(shop.id, key_of(number)), attempt)


def asked(client: Api, shop: Shop, numbers: range) -> None:
    """A client asks for these payouts, by the door that clients have."""
    for number in numbers:
        answer = client.post("/payouts/", order(shop, PAISE), keyed(key_of(number)))
        assert answer.status_code == 201, answer.content


def left() -> list[str]:
    restored = gateways.restoration()
    assert restored is not None
    return left_to_restore(restored, at=db.clock())


def accepted() -> None:
    restored = gateways.restoration()
    assert restored is not None
    assert left() == []
    case = question_about(restored.subject)
    propose(case, Decision.RESUME)
    confirm(case, Decision.RESUME)


def payments_in(bank: SimulatedBank, references: set[str]) -> list[int]:
    return [bank.truth(each)["payments"] for each in sorted(references)]


def test_what_was_forgotten_and_is_asked_again_is_paid_once(
    machine: Machine, tmp_path: Path
) -> None:
    identity = pyrage.x25519.Identity.generate()
    place = vault.Folder(tmp_path / "vault")
    again = Machine(Cluster(tmp_path / "second" / "postgres", durable=False))
    with connected_to(machine.as_role(APPLICATION_ROLE)), connected_bank(tmp_path) as bank:
        with streaming(machine, place, identity.to_public(), tmp_path / "spool"):
            bank.live_until_morning()
            shop = a_shop(paise=100 * PAISE)
            client = Api(shop.api_key())
            back_to = _lived(bank, client, shop, machine)
            known = set(Attempt.objects.values_list("reference", flat=True))
            assert Payout.objects.filter(state="completed").count() == 14
            until(lambda: has_left(machine), lambda: "all of the log to have left")
            machine.destroy()
        last = restored(place, identity, again.cluster.home, back_to)
        assert last is not None
        assert last <= back_to
        again.start()
        try:
            with connected_to(again.as_role(APPLICATION_ROLE)):
                _stands_still_and_catches_up(bank, client, shop, known)
        finally:
            again.cluster.stop()


def _lived(bank: SimulatedBank, client: Api, shop: Shop, machine: Machine) -> datetime:
    """Fourteen payouts, all paid; returns the moment that is gone back to, in the midst of them."""
    asked(client, shop, range(4))
    bank.live(60)
    # These wait here, or are with the bank, in what is restored ...
    bank.switch(callbacks_down=True)
    asked(client, shop, range(4, 8))
    bank.work()
    asked(client, shop, range(8, 10))
    back_to = moment(machine)
    # ... and these are what is forgotten: made, sent, paid, and told to those who asked.
    bank.switch(callbacks_down=False)
    # The bank refuses the first attempt at one of them for now, forgets that, and pays the second.
    bank.scenario("beneficiary_bank_down")
    asked(client, shop, range(10, 14))
    bank.live(3_600)
    return back_to


def _stands_still_and_catches_up(
    bank: SimulatedBank, client: Api, shop: Shop, known: set[str]
) -> None:
    assert gateways.stands_still()
    assert Payout.objects.count() == 10
    made = sum(payments_in(bank, known))
    # Clients repeat what they had no answer for, or never heard of again.
    asked(client, shop, range(10, 14))
    bank.live(120)
    assert sum(payments_in(bank, known)) == made
    assert Payout.objects.filter(state="pending", waiting_for="paused").count() == 6
    [unread] = left()
    assert unread.startswith("No statement of the bank of ")

    # What the bank's statement shows of what was forgotten is what was asked for again. Two it
    # shows later: about these the bank is asked before they would be sent.
    [tried_twice] = [
        number for number in range(8, 14) if bank.truth(name_of(shop, number, 2))["payments"]
    ]
    other = 8 if tried_twice != 8 else 9
    for name in (name_of(shop, tried_twice, 2), name_of(shop, other, 1)):
        fault = {"date": f"{bank_day(db.clock())}", "fault": "remove", "client_reference": name}
        bank.sim("POST", "statement-faults", fault)
    bank.bring_statement()
    assert Payout.objects.filter(state="pending", waiting_for="paused").count() == 2
    assert sum(payments_in(bank, known)) == made
    bank.live(120)
    accepted()
    bank.live(3_600)
    assert set(Payout.objects.values_list("state", flat=True)) == {"completed"}
    # Nothing went out under a name that the bank had not heard before the loss ...
    assert set(Attempt.objects.values_list("reference", flat=True)) <= known
    assert Attempt.objects.filter(number=2).count() == 1
    # ... and whatever it is called, each wish was paid once.
    for number in range(14):
        names = {name_of(shop, number, attempt) for attempt in range(1, 6)}
        assert sum(payments_in(bank, names)) == 1, number
    assert bank.disagreements(shop) == []
    assert broken_promises() == []


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[vault.Place]:
    with s3_server(tmp_path) as server:
        server.make_bucket("backups")
        yield vault.place_at("s3://backups/of/ours", server.options)


def test_a_bucket_keeps_them_as_a_folder_does(
    machine: Machine, bucket: vault.Place, tmp_path: Path
) -> None:
    identity = pyrage.x25519.Identity.generate()
    # As a server has it that we have not made: nothing in its configuration is about us.
    ours = machine.cluster.log.parent / "cluster" / "postgresql.conf"
    ours.write_text(ours.read_text().replace("include_if_exists 'adulis.conf'", ""))
    with streaming(machine, bucket, identity.to_public(), tmp_path / "spool"):
        with psycopg.connect(machine.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE seen (what text)")
            connection.execute("INSERT INTO seen VALUES ('before the end')")
        until(lambda: has_left(machine), lambda: "all of the log to have left")
    machine.destroy()
    [found] = holdings.restorable(holdings.server_in(bucket))
    assert backups.is_as_it_was(found.base, found.place)
    again = Machine(Cluster(tmp_path / "second" / "postgres", durable=False))
    restored(bucket, identity, again.cluster.home)
    again.start()
    try:
        with psycopg.connect(again.url) as connection:
            assert connection.execute("SELECT what FROM seen").fetchall() == [("before the end",)]
    finally:
        again.cluster.stop()


def test_a_promoted_standby_stands_still_as_well(machine: Machine, tmp_path: Path) -> None:
    """Nobody has restored anything: the first server died, and another one took its place."""
    standby = Machine(Cluster(tmp_path / "standby" / "postgres", durable=False))
    with connected_to(machine.as_role(APPLICATION_ROLE)):
        shop = a_shop(paise=10 * PAISE)
        copy_to_standby(machine, standby)
        standby.cluster.start()
        try:
            asked(Api(shop.api_key()), shop, range(2))
            until(lambda: _has(standby, 2), lambda: "the standby to have heard of both")
            machine.destroy()
            standby.start_promoted()
            with connected_to(standby.as_role(APPLICATION_ROLE)):
                assert Payout.objects.count() == 2
                assert gateways.stands_still()
                assert tasks.dispatch_payouts() == 2
                assert not Attempt.objects.exists()
                assert notice_restoration() == 0
                assert gateways.restoration() is not None
        finally:
            standby.cluster.stop()


def _has(standby: Machine, count: int) -> bool:
    server = standby.cluster.running()
    assert server is not None
    with psycopg.connect(server.url(database=NAME)) as connection:
        return connection.execute("SELECT count(*) FROM payouts_payout").fetchone() == (count,)
