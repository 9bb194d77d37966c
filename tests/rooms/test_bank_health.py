"""The circuit breaker of a bank: what opens it, how it probes, and what closes it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from adulis.audit.models import AuditRecord
from adulis.gateways import actions, queries
from adulis.gateways.actions.hearing import LONGEST_OPEN_SECONDS, OPEN_SECONDS, WINDOW_SECONDS
from adulis.gateways.errors import BankAlreadyPaused, BankNotPaused
from adulis.gateways.models import BankHealth
from adulis.gateways.values import Source, Verdict
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.payouts.models import Attempt, Payout
from adulis.timers import actions as timers
from tests.rows import changed_since, everything
from tests.words import said, sent_again, started
from tests.world import BANK, a_shop

pytestmark = pytest.mark.django_db


def report(submitted: int, troubled: int, *, probe: bool | None = None) -> bool:
    """``probe``: whether one was among them that tested the bank, and was answered."""
    with db.transaction():
        return actions.record_submissions(
            bank=BANK, submitted=submitted, troubled=troubled, probe=probe
        )


def probing() -> None:
    """A payment is let through to test the bank."""
    with db.transaction():
        assert actions.take_probe(bank=BANK, seconds=30)


def pass_seconds(seconds: int) -> None:
    with db.transaction():
        timers.advance_clock(seconds=seconds, actor=system("tests"), at=db.clock())


def pause(reason: str = "maintenance at the bank") -> None:
    with db.transaction():
        actions.pause_bank(bank=BANK, reason=reason, actor=system("tests"), at=db.clock())


def resume(**more: Any) -> bool:
    told = {"bank": BANK, "reason": "it is over", "actor": system("tests"), **more}
    with db.transaction():
        return actions.resume_bank(**told, at=db.clock())


def open_for_seconds() -> float:
    until = queries.health(BANK).open_until
    assert until is not None
    return (until - db.clock()).total_seconds()


class TestOpening:
    def test_a_bank_nobody_has_asked_is_well(self) -> None:
        health = queries.health(BANK)
        assert (health.is_well, health.is_probing, health.open_until) == (True, False, None)

    @pytest.mark.parametrize(
        ("rounds", "opens"),
        [
            ([(100, 0)], False),
            ([(9, 9)], False),
            ([(10, 10)], True),
            ([(19, 10)], True),
            ([(20, 10)], False),
            ([(100, 50)], False),
            ([(100, 51)], True),
            ([(5, 5), (5, 5)], True),
            ([(5, 5), (15, 5)], False),
            ([(30, 0), (31, 31)], True),
        ],
    )
    def test_more_than_half_of_at_least_ten(
        self, rounds: list[tuple[int, int]], *, opens: bool
    ) -> None:
        told = [report(*each) for each in rounds]
        assert told[-1] is opens
        assert queries.health(BANK).is_well is not opens

    def test_what_was_half_a_minute_ago_does_not_count(self) -> None:
        report(9, 9)
        pass_seconds(WINDOW_SECONDS + 1)
        assert report(9, 9) is False
        assert report(1, 1) is True

    def test_it_stays_open_for_half_a_minute(self) -> None:
        report(10, 10)
        assert OPEN_SECONDS - 5 < open_for_seconds() <= OPEN_SECONDS
        pass_seconds(OPEN_SECONDS - 5)
        assert not queries.health(BANK).is_well
        pass_seconds(6)
        health = queries.health(BANK)
        assert (health.is_well, health.is_probing) == (True, True)

    def test_what_arrives_while_it_is_open_changes_nothing(self) -> None:
        report(10, 10)
        before = BankHealth.objects.get().open_until
        assert report(5, 5) is True
        assert report(5, 0) is True
        assert BankHealth.objects.get().open_until == before


class TestProbing:
    def test_one_that_comes_through_closes_it(self) -> None:
        report(10, 10)
        pass_seconds(OPEN_SECONDS + 1)
        probing()
        assert report(1, 0, probe=True) is False
        health = queries.health(BANK)
        assert (health.is_well, health.is_probing) == (True, False)

    def test_each_that_fails_opens_it_for_twice_as_long(self) -> None:
        report(10, 10)
        seconds = []
        for _ in range(5):
            pass_seconds(round(open_for_seconds()) + 1)
            probing()
            report(1, 1, probe=False)
            seconds.append(round(open_for_seconds() / 10) * 10)
        assert seconds == [60, 120, 240, LONGEST_OPEN_SECONDS, LONGEST_OPEN_SECONDS]

    def test_only_a_probe_closes_it(self) -> None:
        """Not what was sent before the trouble and is told late, nor one that was only put off."""
        report(10, 10)
        pass_seconds(OPEN_SECONDS + 1)
        report(5, 0)
        report(1, 0)
        assert queries.health(BANK).is_probing
        report(5, 5)
        assert queries.health(BANK).is_well, "nor does it open for longer"

    def test_one_probe_at_a_time_is_let_through(self) -> None:
        report(10, 10)
        with db.transaction():
            assert not actions.take_probe(bank=BANK, seconds=30)
        pass_seconds(OPEN_SECONDS + 1)
        probing()
        with db.transaction():
            assert not actions.take_probe(bank=BANK, seconds=30)
        pass_seconds(31)
        probing()

    def test_another_dispatcher_waits_for_the_probe_of_the_first(self) -> None:
        report(10, 10)
        pass_seconds(OPEN_SECONDS + 1)
        shop = a_shop(paise=100_000)
        assert started(shop.pay_out(10_000)).probes
        second = shop.pay_out(10_000)
        with pytest.raises(Attempt.DoesNotExist):
            started(second)
        second.refresh_from_db()
        assert second.waiting_for == "bank"
        report(1, 0, probe=True)
        pass_seconds(60)
        assert not started(second).probes

    def test_one_payment_at_a_time_goes_out(self) -> None:
        report(10, 10)
        shop = a_shop(paise=100_000)
        payouts = [shop.pay_out(10_000) for _ in range(3)]
        held_back = payouts[0]
        with pytest.raises(Attempt.DoesNotExist):
            started(held_back)
        assert set(Payout.objects.values_list("state", "waiting_for")) == {("pending", "bank")}
        pass_seconds(OPEN_SECONDS + 1)
        with pytest.raises(Attempt.DoesNotExist):
            started(payouts[2])
        [probe] = Attempt.objects.all()
        assert (probe.probes, probe.payout_id) == (True, payouts[0].id)

    def test_a_probe_uses_up_no_try(self) -> None:
        report(10, 10)
        pass_seconds(OPEN_SECONDS + 1)
        payout = a_shop(paise=100_000).pay_out(10_000)
        attempt = started(payout)
        for _ in range(6):
            pass_seconds(31)
            said(attempt, Verdict.NOT_SENT, Source.SUBMISSION)
            payout.refresh_from_db()
            assert (payout.state, payout.retry_count) == ("processing", 0)
            attempt = sent_again(payout)
        assert attempt.sent_count == 7


class TestPause:
    def test_stops_everything_until_it_is_resumed(self) -> None:
        pause()
        payout = a_shop(paise=100_000).pay_out(10_000)
        with pytest.raises(Attempt.DoesNotExist):
            started(payout)
        payout.refresh_from_db()
        assert payout.waiting_for == "paused"
        pass_seconds(86_400)
        assert not queries.health(BANK).is_well
        resume()
        assert queries.health(BANK).is_well
        assert started(payout).state == "sending"
        told = AuditRecord.objects.filter(subject=f"bank/{BANK}").values_list("action", flat=True)
        assert list(told) == ["bank.pause", "bank.resume"]

    def test_stops_what_is_to_be_sent_again_as_well(self) -> None:
        payout = a_shop(paise=100_000).pay_out(10_000)
        said(started(payout), Verdict.NOT_SENT, Source.SUBMISSION)
        pause()
        assert sent_again(payout).state == "not_received"
        resume()
        assert sent_again(payout).state == "sending"

    def test_does_not_stop_asking(self) -> None:
        attempt = started(a_shop(paise=100_000).pay_out(10_000))
        pause()
        assert said(attempt, Verdict.SUCCESS) == "paid"

    def test_says_since_when_by_whom_and_why(self) -> None:
        assert queries.pause_of(BANK) is None
        pause("maintenance at the bank")
        found = queries.pause_of(BANK)
        assert found is not None
        assert (found.reason, found.by) == ("maintenance at the bank", "system:tests")
        told = AuditRecord.objects.get(action="bank.pause")
        assert (found.at, told.after) == (told.at, {"reason": "maintenance at the bank"})
        resume()
        assert queries.pause_of(BANK) is None
        told = AuditRecord.objects.get(action="bank.resume")
        assert told.before == {"reason": "maintenance at the bank", "since": found.at.isoformat()}
        assert told.after == {"reason": "it is over"}

    def test_keeps_its_first_reason(self) -> None:
        pause()
        before = everything()
        with pytest.raises(BankAlreadyPaused):
            pause("another reason")
        assert changed_since(before) == {}

    def test_of_a_bank_that_is_not_paused_does_not_end(self) -> None:
        report(1, 0)
        before = everything()
        with pytest.raises(BankNotPaused):
            resume()
        assert changed_since(before) == {}

    def test_ends_only_if_it_is_the_one_that_is_meant(self) -> None:
        pause()
        found = queries.pause_of(BANK)
        assert found is not None
        before = everything()
        assert not resume(only_since=found.at - timedelta(microseconds=1))
        assert changed_since(before) == {}
        assert resume(only_since=found.at)

    def test_is_whole_says_the_database(self) -> None:
        pause()
        half = "UPDATE gateways_bank_health SET paused_at = NULL"
        with pytest.raises(IntegrityError, match="gateways_bank_health_pause_whole"):
            db.execute(half)
