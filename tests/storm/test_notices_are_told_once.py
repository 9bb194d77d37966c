"""Whoever tells people of facts is killed at every step, and the mail server fails, hangs and is
away: each person is told of each fact once, and nobody waits for anybody else's letter.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import override_settings

from adulis.events import actions as events
from adulis.identity.models import User
from adulis.identity.values import MemberRole
from adulis.kernel import db, failpoints
from adulis.kernel.actors import system
from adulis.kernel.money import rupees
from adulis.mail.models import Letter
from adulis.mail.policies import PAUSES
from adulis.notifications import actions as notifications
from adulis.notifications import tasks
from adulis.notifications.models import Notice, Waiting
from adulis.notifications.values import LetterHours, Severity
from adulis.payouts.events import PayoutFailed, PayoutReturned
from adulis.timers import actions as timers
from tests.bank import broken_promises
from tests.databases import TestDatabase
from tests.facts import is_in_the_commit_of_its_cursor, settle
from tests.letters import letters_to
from tests.mail_server import MailServer, post, running_mail_server
from tests.processes import REPOSITORY, Source
from tests.telling import an_alert
from tests.world import Shop, a_member, a_shop

# More than fit into one batch.
FACTS = 120
POINTS = sorted(each for each in failpoints.POINTS if each.startswith("tell."))
KILLED = -9


def come_back(shop: Shop, count: int) -> list[UUID]:
    """So many payouts of a merchant do."""
    ids = [uuid4() for _ in range(count)]
    facts = [
        PayoutReturned(
            subject_id=each, merchant_id=shop.id, amount=rupees(100), reason="closed", utr="U1"
        )
        for each in ids
    ]
    with db.transaction():
        events.record_all(facts=facts, at=db.clock())
    settle()
    return ids


def told_by_a_process(database: TestDatabase, point: str) -> int:
    """What it ended with."""
    with database.visited() as visitor:
        environment = Source().environment(visitor) | {"ADULIS_FAILPOINT": point}
        return subprocess.run(
            [sys.executable, "-m", "tests.telling"], cwd=REPOSITORY, env=environment, check=False
        ).returncode


@pytest.fixture
def shop(fresh_database: TestDatabase) -> Shop:
    made = a_shop("Binu")
    settle()
    while tasks.listen():
        pass
    return made


@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_each_is_told_once(
    fresh_database: TestDatabase, shop: Shop, point: str
) -> None:
    finance, _ = a_member(shop, MemberRole.FINANCE)
    Notice.objects.all().delete()
    about = {f"payout/{each}" for each in come_back(shop, FACTS)}
    written = Letter.objects.count()
    reached = []
    for _ in range(2):
        assert told_by_a_process(fresh_database, point) == KILLED
        reached.append(Notice.objects.count())
    # Before the commit nothing of a batch was told; after it, all of it.
    if point == "tell.before_commit":
        assert reached == [0, 0]
    else:
        assert 0 < reached[0] < reached[1]
    while tasks.listen():
        pass
    told = Counter(Notice.objects.values_list("user_id", "about"))
    assert told == {(who, each): 1 for who in (shop.owner_id, finance) for each in about}
    assert Letter.objects.count() - written == FACTS
    assert broken_promises() == []


def test_people_are_told_in_the_commit_that_moves_the_cursor(shop: Shop) -> None:
    """Or whoever is killed in between tells nobody, or tells twice, and there is no such point."""
    come_back(shop, 3)
    assert tasks.listen() == 3
    for table in ("notifications_notice", "mail_letter"):
        assert is_in_the_commit_of_its_cursor("notifications.letters", table), table


@pytest.mark.parametrize("point", ["alert.before_commit", "alert.after_commit"])
def test_an_alert_is_told_once_to_each_whoever_dies(
    fresh_database: TestDatabase, shop: Shop, point: str
) -> None:
    a_member(shop, MemberRole.VIEWER)
    other = a_shop("Asha")
    an_alert(severity=Severity.CRITICAL)
    settle()
    assert told_by_a_process(fresh_database, point) == KILLED
    while tasks.tell_of_alerts():
        pass
    told = Counter(Notice.objects.filter(group="system").values_list("user_id", flat=True))
    assert told == dict.fromkeys(User.objects.values_list("id", flat=True), 1)
    for each in (shop, other):
        letters = [each.template for each in letters_to(each.owner_email)]
        assert letters.count("notifications/alert") == 1
    assert broken_promises() == []


@pytest.mark.parametrize("point", ["gather.before_commit", "gather.after_commit"])
def test_what_waited_is_written_once_whoever_dies(
    fresh_database: TestDatabase, shop: Shop, point: str
) -> None:
    hours = LetterHours(time_zone="UTC", digest_hour=(db.clock() + timedelta(hours=2)).hour)
    with db.transaction():
        notifications.set_letter_hours(
            user_id=shop.owner_id, hours=hours, actor=system("tests"), at=db.clock()
        )
        facts = [
            PayoutFailed(subject_id=uuid4(), merchant_id=shop.id, amount=rupees(100), reason="x")
            for _ in range(3)
        ]
        events.record_all(facts=facts, at=db.clock())
    settle()
    while tasks.listen():
        pass
    assert Waiting.objects.count() == 3
    with db.transaction():
        timers.advance_clock(seconds=86_400, actor=system("tests"), at=db.clock())
    assert told_by_a_process(fresh_database, point) == KILLED
    assert Waiting.objects.count() == (3 if point == "gather.before_commit" else 0)
    while tasks.write_waiting():
        pass
    letters = [each.template for each in letters_to(shop.owner_email)]
    assert letters.count("notifications/digest") == 1
    assert not Waiting.objects.exists()
    assert broken_promises() == []


@pytest.fixture
def server(shop: Shop) -> Iterator[MailServer]:
    with running_mail_server() as running:
        post()
        running.letters.clear()
        yield running


@pytest.mark.parametrize("mood", ["refuses_for_now", "hangs", "away"])
def test_whatever_mail_does_the_inbox_is_told_at_once_and_letters_arrive(
    shop: Shop, server: MailServer, mood: str
) -> None:
    come_back(shop, 2)
    server.mood = "takes" if mood == "away" else mood
    with override_settings(EMAIL_PORT=1 if mood == "away" else server.port):
        while tasks.listen():
            pass
        assert Notice.objects.filter(user_id=shop.owner_id, group="money_back").count() == 2
        assert post() == 2
        # Nobody waits for those two: the next is told while they lie there.
        come_back(shop, 1)
        while tasks.listen():
            pass
    assert Notice.objects.filter(user_id=shop.owner_id, group="money_back").count() == 3
    server.mood = "takes"
    with db.transaction():
        timers.advance_clock(
            seconds=int((PAUSES[0] + timedelta(seconds=1)).total_seconds()),
            actor=system("tests"), at=db.clock(),
        )  # fmt: skip
    post()
    assert Letter.objects.exclude(state="sent").count() == 0
    assert len({each.id for each in server.to(shop.owner_email)}) == 3
