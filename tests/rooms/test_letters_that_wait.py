"""Letters wait for the hour that their reader chose, and come once, with whatever else waited."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from adulis.audit.models import AuditRecord
from adulis.identity import actions as identity
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.notifications import actions
from adulis.notifications.errors import LetterHoursWrong
from adulis.notifications.links import opened_link, unsubscribe_link
from adulis.notifications.models import Preference, Waiting
from adulis.notifications.values import Channel, Group, LetterHours
from adulis.payouts.events import PayoutFailed, PayoutReturned
from tests.callers.cast import membership_of
from tests.dealing import proposed
from tests.letters import Written, letters_to
from tests.rows import changed_since, everything
from tests.telling import TESTS, happened, tell_all
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def chooses(shop: Shop, at: datetime | None = None, **hours: Any) -> None:
    with db.transaction():
        actions.set_letter_hours(
            user_id=shop.owner_id, hours=LetterHours(time_zone="UTC", **hours), actor=TESTS,
            at=at or db.clock(),
        )  # fmt: skip


def failed(shop: Shop, paise: int, at: datetime | None = None) -> None:
    fact = PayoutFailed(
        subject_id=uuid4(), merchant_id=shop.id, amount=rupees(paise), reason="closed"
    )
    happened(fact, at=at)


def write(at: datetime) -> list[int]:
    """Until nothing is due any more."""
    counts = []
    while True:
        with db.transaction():
            counts.append(actions.write_waiting(actor=TESTS, at=at))
        if counts[-1] == 0:
            return counts[:-1]


def written(shop: Shop) -> list[Written]:
    found = letters_to(shop.owner_email)
    return [
        each for each in found if each.template in {"notifications/digest", "notifications/news"}
    ]


@pytest.fixture
def shop() -> Shop:
    made = a_shop("Binu")
    chooses(made, digest_hour=(db.clock() + timedelta(hours=2)).hour)
    return made


def test_what_waits_comes_in_one_letter_that_leads_to_each(shop: Shop) -> None:
    failed(shop, 60_000)
    failed(shop, 70_000)
    assert written(shop) == []
    assert write(db.clock()) == []
    assert write(db.clock() + DAY) == [2]
    [letter] = written(shop)
    assert letter.subject == "2 things happened"
    for amount in ("₹600.00", "₹700.00"):
        assert f"A payout failed: {amount}" in letter.text
        assert f"A payout failed: {amount}" in letter.html
    assert letter.text.count(f"/m/{shop.id}/payouts/") == 2
    assert "No more letters about payouts: " in letter.text
    token = letter.text.split("/unsubscribe/")[1].split()[0]
    link = opened_link(token, at=db.clock())
    assert (link.user_id, link.groups) == (shop.owner_id, (Group.PAYOUTS,))
    assert write(db.clock() + 2 * DAY) == []
    assert not Waiting.objects.exists()


def test_one_alone_says_what_it_is(shop: Shop) -> None:
    failed(shop, 60_000)
    write(db.clock() + DAY)
    assert [each.subject for each in written(shop)] == ["A payout failed: ₹600.00"]


def test_its_link_switches_off_whatever_is_in_it(shop: Shop) -> None:
    failed(shop, 60_000)
    proposed(a_shop("Asha", paise=2_000_000), shop, title="Pumps")
    tell_all("deal.proposed")
    assert write(db.clock() + DAY) == [2]
    [letter] = written(shop)
    assert "No more letters about deals, payouts: " in letter.text
    token = letter.text.split("/unsubscribe/")[1].split()[0]
    for _ in range(2):
        with db.transaction():
            groups = actions.unsubscribe(token=token, actor=TESTS, at=db.clock())
        assert groups == (Group.DEALS, Group.PAYOUTS)
    off = Preference.objects.filter(user_id=shop.owner_id, channel=Channel.EMAIL, is_on=False)
    assert set(off.values_list("group", flat=True)) == {"deals", "payouts"}
    assert AuditRecord.objects.filter(action="preferences.unsubscribe").count() == 1


def test_a_link_for_every_group_there_is_is_short_enough(shop: Shop) -> None:
    token = unsubscribe_link(shop.owner_id, *Group, at=db.clock()).rpartition("/")[2]
    assert opened_link(token, at=db.clock()).groups == tuple(Group)


def test_what_is_mandatory_never_waits(shop: Shop) -> None:
    fact = PayoutReturned(
        subject_id=uuid4(), merchant_id=shop.id, amount=rupees(100), reason="closed", utr="U1"
    )
    happened(fact)
    assert [each.subject for each in written(shop)] == ["A payout came back: ₹1.00"]
    assert not Waiting.objects.exists()


def test_a_changed_choice_loses_nothing_and_doubles_nothing(shop: Shop) -> None:
    failed(shop, 60_000)
    now = db.clock()
    later = (now + timedelta(hours=5)).replace(minute=0, second=0, microsecond=0)
    chooses(shop, now, digest_hour=later.hour)
    assert write(later - timedelta(minutes=1)) == []
    quiet_until = (now + timedelta(hours=9)).time().replace(second=0, microsecond=0)
    chooses(shop, now, quiet_from=(now - timedelta(hours=1)).time(), quiet_until=quiet_until)
    assert write(now + timedelta(hours=8)) == []
    chooses(shop, now)
    assert write(now) == [1]
    assert len(written(shop)) == 1
    failed(shop, 70_000)
    assert [each.subject for each in written(shop)][1:] == ["A payout failed: ₹700.00"]


def test_what_is_not_wanted_any_more_or_of_others_is_not_written(shop: Shop) -> None:
    other = a_shop("Asha")
    a_member(other, MemberRole.OWNER)
    chooses(other, digest_hour=(db.clock() + timedelta(hours=2)).hour)
    failed(shop, 60_000)
    failed(other, 60_000)
    caller = shop.viewer.caller
    with db.transaction():
        actions.choose(
            caller=caller, wanted={(Group.PAYOUTS, Channel.EMAIL): False}, actor=TESTS,
            at=db.clock(),
        )  # fmt: skip
        identity.remove_member(
            merchant_id=other.id, member_id=membership_of(other, other.owner_id),
            actor=other.actor, at=db.clock(),
        )  # fmt: skip
    assert sorted(write(db.clock() + DAY)) == [1, 1]
    assert written(shop) == written(other) == []
    assert not Waiting.objects.exists()


@pytest.mark.parametrize(
    "hours",
    [
        {"quiet_from": time(22)}, {"quiet_until": time(7)},
        {"quiet_from": time(7), "quiet_until": time(7)},
    ],
)  # fmt: skip
def test_half_of_quiet_hours_is_refused(shop: Shop, hours: dict[str, Any]) -> None:
    before = everything()
    with pytest.raises(LetterHoursWrong):
        chooses(shop, **hours)
    assert changed_since(before) == {}
