"""System alerts: whose they are, how long; told once to each, whoever dies; the platform's own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import IntegrityError

from adulis.audit.models import AuditRecord
from adulis.events.models import Event
from adulis.identity.errors import MerchantNotFound
from adulis.identity.values import MemberRole, OperatorRole
from adulis.kernel import db
from adulis.notifications import actions, queries
from adulis.notifications.errors import (
    AlertNotDismissible,
    AlertNotFound,
    AlertOver,
    AlertTimesWrong,
)
from adulis.notifications.models import Alert, Notice
from adulis.notifications.values import Audience, Severity
from adulis.notifications.watching import watch
from tests.bank import broken_promises
from tests.letters import letters_to
from tests.rows import changed_since, everything
from tests.telling import TESTS, an_alert, notices_to, titles_to
from tests.world import a_member, a_person, a_shop

pytestmark = pytest.mark.django_db
CRITICAL = Severity.CRITICAL
HOUR = timedelta(hours=1)
NOBODY = UUID("01930000-0000-7000-8000-00000000dead")


def end(alert_id: UUID, at: datetime | None = None) -> None:
    with db.transaction():
        actions.end_alert(alert_id=alert_id, actor=TESTS, at=at or db.clock())


def tell(at: datetime | None = None, *, limit: int = 200) -> int:
    with db.transaction():
        return actions.tell_of_alert(limit=limit, actor=TESTS, at=at or db.clock())


def letters(email: str) -> list[str]:
    return [each.subject for each in letters_to(email) if each.template == "notifications/alert"]


def titles_on(at: datetime | None = None) -> list[str]:
    return [each.title for each in queries.alerts_for_everybody(at=at or db.clock())]


class TestPublished:
    def test_is_on_from_when_it_begins_until_it_ends(self) -> None:
        now = db.clock()
        an_alert(begins_at=now + HOUR, ends_at=now + 2 * HOUR)
        assert titles_on(now) == []
        assert titles_on(now + HOUR) == ["Slow today"]
        assert titles_on(now + 2 * HOUR) == []

    def test_is_recorded_and_told_as_a_fact(self) -> None:
        alert_id = an_alert()
        record = AuditRecord.objects.get(action="alert.publish")
        assert (record.subject, record.after["title"]) == (f"system-alert/{alert_id}", "Slow today")
        fact = Event.objects.get(subject=f"system-alert/{alert_id}")
        assert (fact.type, fact.subject_sequence, fact.merchant_id) == (
            "system_alert.published", 1, None,
        )  # fmt: skip

    @pytest.mark.parametrize("ends_in", [timedelta(0), -HOUR])
    def test_not_when_it_would_be_over(self, ends_in: timedelta) -> None:
        now, before = db.clock(), everything()
        with pytest.raises(AlertTimesWrong):
            an_alert(begins_at=now, ends_at=now + ends_in)
        with pytest.raises(MerchantNotFound):
            an_alert(NOBODY)
        assert changed_since(before) == {}

    def test_ends_early_and_once(self) -> None:
        alert_id = an_alert()
        end(alert_id)
        assert titles_on() == []
        before = everything()
        with pytest.raises(AlertOver):
            end(alert_id)
        with pytest.raises(AlertNotFound):
            end(NOBODY)
        assert changed_since(before) == {}
        assert AuditRecord.objects.filter(action="alert.end").count() == 1

    def test_what_was_published_stays(self) -> None:
        an_alert()
        with pytest.raises(IntegrityError, match="stays published"), db.transaction():
            db.execute("UPDATE notifications_alert SET text = 'All is well'")


class TestWhom:
    def test_each_caller_sees_theirs(self) -> None:
        shop, other = a_shop("Binu"), a_shop("Asha")
        an_alert(title="For all")
        an_alert(shop.id, title="For Binu")
        an_alert(audience=Audience.OPERATORS, title="For staff")

        def seen(who: Any) -> set[str]:
            caller = who.viewer.caller
            return {each.title for each in queries.alerts_for(caller, at=db.clock())}

        assert seen(shop) == {"For all", "For Binu"}
        assert seen(other) == {"For all"}
        assert titles_on() == ["For all"]

    def test_dismissed_it_is_gone_for_that_person_unless_it_is_critical(self) -> None:
        shop, other = a_shop("Binu"), a_shop("Asha")
        an_alert()
        an_alert(severity=CRITICAL, title="Down")
        mine = shop.viewer.caller

        def dismiss(title: str) -> None:
            alert = Alert.objects.get(title=title)
            found = queries.alert_seen_by(mine, alert.id, at=db.clock())
            with db.transaction():
                actions.dismiss_alert(
                    alert=found, user_id=mine.user_id, actor=shop.actor, at=db.clock()
                )

        dismiss("Slow today")
        dismiss("Slow today")
        with pytest.raises(AlertNotDismissible):
            dismiss("Down")
        assert [each.title for each in queries.alerts_for(mine, at=db.clock())] == ["Down"]
        theirs = queries.alerts_for(other.viewer.caller, at=db.clock())
        assert {each.title for each in theirs} == {"Slow today", "Down"}
        with pytest.raises(AlertNotFound):
            queries.alert_seen_by(mine, an_alert(other.id), at=db.clock())


class TestTold:
    def test_everybody_finds_it_in_the_inbox_and_owners_are_written_to_if_it_is_critical(
        self,
    ) -> None:
        shop = a_shop("Binu")
        viewer, viewer_email = a_member(shop, MemberRole.VIEWER)
        an_alert()
        an_alert(severity=CRITICAL, title="Down")
        while tell():
            pass
        for user_id in (shop.owner_id, viewer):
            assert sorted(titles_to(user_id)) == ["Down", "Slow today"]
        assert letters(shop.owner_email) == ["Down"]
        assert letters(viewer_email) == []
        assert broken_promises() == []

    def test_in_batches_each_once(self) -> None:
        shops = [a_shop(f"Shop {number}") for number in range(3)]
        an_alert(severity=CRITICAL)
        told = []
        while found := tell(limit=2):
            told.append(found)
        assert sum(told) >= 3
        assert max(told) <= 2
        for shop in shops:
            assert titles_to(shop.owner_id) == letters(shop.owner_email) == ["Slow today"]
        assert tell() == 0

    def test_of_a_merchant_only_its_people_and_screens_are_told(self) -> None:
        shop, other = a_shop("Binu"), a_shop("Asha")
        an_alert(shop.id)
        while tell():
            pass
        assert titles_to(shop.owner_id) == ["Slow today"]
        assert titles_to(other.owner_id) == []
        assert notices_to(shop.owner_id)[0].merchant_id == shop.id
        assert Event.objects.filter(type="inbox.updated", merchant_id=shop.id).exists()
        assert broken_promises() == []

    def test_screens_of_whoever_is_told_are_told_to_look_whatever_merchant_they_show(self) -> None:
        shops = [a_shop("Asha"), a_shop("Binu")]
        an_alert(audience=Audience.OPERATORS)
        while tell():
            pass
        assert not Event.objects.filter(type="inbox.updated").exists()
        an_alert()
        while tell():
            pass
        rows = Event.objects.filter(type="inbox.updated")
        told = {each.merchant_id for each in rows}
        assert told >= {each.id for each in shops}
        assert {(each.subject, each.payload == {}) for each in rows} == {
            (f"inbox/{each}", True) for each in told
        }

    def test_staff_is_told_of_what_is_for_staff(self) -> None:
        operator_id, email = a_person("Kamla", operator_role=OperatorRole.SUPPORT)
        shop = a_shop("Binu")
        an_alert(audience=Audience.OPERATORS, severity=CRITICAL)
        while tell():
            pass
        assert titles_to(operator_id) == letters(email) == ["Slow today"]
        assert titles_to(shop.owner_id) == []

    def test_what_is_over_or_not_yet_is_told_to_nobody(self) -> None:
        now = db.clock()
        end(an_alert())
        an_alert(begins_at=now + HOUR)
        assert (tell(), Notice.objects.count()) == (0, 0)
        a_shop("Binu")
        assert tell(now + 2 * HOUR) == 1


class TestThePlatformsOwn:
    def look(self) -> int:
        with db.transaction():
            return watch(actor=TESTS, at=db.clock())

    def bank(self, **how: str) -> None:
        columns = {"paused_reason": "''", "open_until": "NULL", "trip_count": "0"} | how
        if "paused_reason" in how:
            columns |= {"paused_at": "now()", "paused_by": "'system:tests'"}
        db.execute("DELETE FROM gateways_bank_health")
        db.execute(
            "INSERT INTO gateways_bank_health (bank, window_started_at, submitted_count,"
            f" troubled_count, {', '.join(columns)})"
            f" VALUES (%s, now(), 0, 0, {', '.join(columns.values())})",
            [settings.BANK_CODE],
        )

    def test_a_bank_that_is_slow_is_told_once_and_ends_by_itself(self) -> None:
        assert (self.look(), titles_on()) == (0, [])
        for how in ({"open_until": "now() + interval '1 hour'"}, {"trip_count": "1"}):
            self.bank(**how)
            self.look()
            assert self.look() == 0
            assert titles_on() == ["The bank is slow to answer"]
        self.bank()
        assert (self.look(), titles_on()) == (1, [])
        self.bank(trip_count="1")
        assert (self.look(), titles_on()) == (1, ["The bank is slow to answer"])
        assert Alert.objects.filter(key="bank_degraded").count() == 2

    def test_is_in_inboxes_only_if_it_lasts(self) -> None:
        shop, now = a_shop("Binu"), db.clock()
        self.bank(trip_count="1")
        self.look()
        assert tell(now + timedelta(minutes=4)) == 0
        assert tell(now + timedelta(minutes=6)) > 0
        assert titles_to(shop.owner_id) == ["The bank is slow to answer"]

    def test_payouts_that_are_paused_are_told_in_its_stead(self) -> None:
        self.bank(trip_count="1")
        self.look()
        self.bank(paused_reason="'Maintenance'", trip_count="1")
        assert self.look() == 2
        assert titles_on() == ["Payouts are paused"]

    def test_one_of_a_key_at_a_time_says_the_database(self) -> None:
        self.bank(trip_count="1")
        self.look()
        with pytest.raises(IntegrityError, match="one_of_a_key"), db.transaction():
            db.execute(
                "INSERT INTO notifications_alert SELECT gen_random_uuid(), key, severity, audience,"
                " merchant_id, title, text, begins_at, ends_at, published_by, published_at,"
                " ended_by, ended_at, told_up_to, told_at FROM notifications_alert"
            )
