"""Timers: set once for each entry, fired once by one worker, and never to the harm of people."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import IntegrityError, connections

from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.ops.invariants import examine
from adulis.ops.tasks import TASKS
from adulis.timers import actions, queries, tasks
from adulis.timers.checks import CHECKS
from adulis.timers.errors import TimerSetTwice
from adulis.timers.machine import TimerState
from adulis.timers.values import ClaimedTimer, Outage
from tests.databases import REPOSITORY, TestDatabase

KIND, SUBJECT = "test.inspection", "milestone/1"
MINUTE, HOUR, DAY = 60, 3_600, 86_400

pytestmark = pytest.mark.usefixtures("fresh_database")


def set_timer(
    seconds: int,
    *,
    key: str = "1",
    subject: str = SUBJECT,
    kind: str = KIND,
    hurts: bool = True,
    reminders: bool = False,
) -> datetime:
    with db.transaction():
        at = db.clock()
        due_at = at + timedelta(seconds=seconds)
        actions.set_timer(
            kind=kind, subject=subject, key=f"{subject}:{kind}:{key}", due_at=due_at, hurts=hurts,
            reminders=reminders, at=at,
        )  # fmt: skip
    return due_at


def pass_seconds(seconds: int) -> None:
    with db.transaction():
        actions.advance_clock(seconds=seconds, actor=system("tests"), at=db.clock())


def be_away(seconds: int) -> None:
    """As if the last beat of a worker was so long ago."""
    db.execute("UPDATE timers_heartbeat SET beat_at = adulis_clock() - make_interval(secs => %s)",
               [seconds])  # fmt: skip


def left(subject: str = SUBJECT, kind: str = KIND) -> int | None:
    """How many seconds are left until it fires, to the nearest minute; None: it does not."""
    row = db.fetch_row(
        "SELECT extract(epoch FROM due_at - adulis_clock())::bigint FROM timers_timer"
        " WHERE subject = %s AND kind = %s AND state = 'running'",
        [subject, kind],
    )
    return None if row is None else round(row[0] / MINUTE) * MINUTE


def states() -> list[tuple[str, str]]:
    rows = db.fetch_all("SELECT kind, state FROM timers_timer ORDER BY set_for, id")
    return [(kind, state) for kind, state in rows]


def fire(claim: ClaimedTimer) -> bool:
    with db.transaction():
        return actions.fire(claim=claim)


class TestSetting:
    def test_what_is_due_is_claimed_and_fires_once(self) -> None:
        set_timer(HOUR)
        assert tasks.claim_timers([KIND]) == []
        pass_seconds(HOUR)
        (claimed,) = tasks.claim_timers([KIND])
        assert (claimed.kind, claimed.subject, claimed.fence) == (KIND, SUBJECT, 1)
        assert (claimed.is_reminder, claimed.is_poison) == (False, False)
        assert fire(claimed)
        assert not fire(claimed)
        assert states() == [(KIND, "fired")]
        assert queries.next_of(SUBJECT) is None

    def test_only_the_kinds_asked_for_are_claimed(self) -> None:
        set_timer(1, kind="other.kind")
        set_timer(2)
        pass_seconds(HOUR)
        assert [each.kind for each in tasks.claim_timers([KIND])] == [KIND]
        with pytest.raises(ValueError, match="no kind of timer"):
            tasks.claim_timers(["x') OR true --"])

    def test_the_oldest_come_first(self) -> None:
        for number in (3, 1, 2):
            set_timer(number, subject=f"milestone/{number}")
        pass_seconds(HOUR)
        told = [each.subject for each in tasks.claim_timers([KIND])]
        assert told == ["milestone/1", "milestone/2", "milestone/3"]

    def test_one_key_sets_one_timer(self) -> None:
        due_at = set_timer(HOUR)

        def again(moment: datetime) -> bool:
            with db.transaction():
                return actions.set_timer(
                    kind=KIND, subject=SUBJECT, key=f"{SUBJECT}:{KIND}:1", due_at=moment,
                    at=db.clock(),
                )  # fmt: skip

        assert not again(due_at)
        with pytest.raises(TimerSetTwice):
            again(due_at + timedelta(seconds=1))
        assert states() == [(KIND, "running")]

    def test_a_new_entry_takes_the_place_of_the_last(self) -> None:
        """Timers count from the last entry to a state, never from the first."""
        set_timer(HOUR, key="round 1", reminders=True)
        set_timer(3 * HOUR, key="round 2")
        pass_seconds(2 * HOUR)
        assert tasks.claim_timers([KIND, f"{KIND}.reminder"]) == []
        pass_seconds(2 * HOUR)
        assert len(tasks.claim_timers([KIND])) == 1

    def test_what_comes_next_is_told_and_reminders_are_not(self) -> None:
        later = set_timer(9 * DAY, kind="other.kind")
        sooner = set_timer(8 * DAY, reminders=True)
        set_timer(5, subject="milestone/2")
        (first, second) = queries.timers_of([SUBJECT, "milestone/9"])[SUBJECT]
        assert queries.timers_of([SUBJECT, "milestone/9"])["milestone/9"] == []
        assert (first.kind, first.due_at, first.remaining) == (KIND, sooner, None)
        assert (second.kind, second.due_at, second.state) == ("other.kind", later, "running")
        assert queries.next_of(SUBJECT) == first


class TestReminders:
    def test_they_come_before_and_end_with_what_they_remind_of(self) -> None:
        set_timer(2 * DAY, reminders=True)
        kinds = [KIND, f"{KIND}.reminder"]
        pass_seconds(DAY + HOUR)
        (half,) = tasks.claim_timers(kinds)
        assert half.is_reminder
        assert fire(half)
        # A worker that was slow: the rest is claimed at once, and in order.
        pass_seconds(2 * DAY)
        *reminding, last = tasks.claim_timers(kinds)
        assert [each.is_reminder for each in reminding] == [True, True]
        assert fire(last)
        assert [fire(each) for each in reminding] == [False, False]
        assert {state for _, state in states()} == {"fired", "cancelled"}

    def test_they_are_cancelled_with_it(self) -> None:
        set_timer(2 * DAY, reminders=True)
        set_timer(DAY, kind="other.kind")
        with db.transaction():
            assert actions.cancel_timers(subject=SUBJECT, kinds=[KIND]) == 4
        pass_seconds(3 * DAY)
        claimed = tasks.claim_timers([KIND, f"{KIND}.reminder", "other.kind"])
        assert [each.kind for each in claimed] == ["other.kind"]


class TestPausing:
    def test_what_remains_is_stored(self) -> None:
        set_timer(10 * HOUR)
        pass_seconds(4 * HOUR)
        with db.transaction():
            assert actions.pause_timers(subject=SUBJECT) == 1
        pass_seconds(30 * DAY)
        assert tasks.claim_timers([KIND]) == []
        paused = queries.next_of(SUBJECT)
        assert paused is not None
        assert (paused.state, paused.due_at) == (TimerState.PAUSED, None)
        assert paused.remaining is not None
        assert round(paused.remaining.total_seconds() / MINUTE) == 6 * 60
        with db.transaction():
            assert actions.resume_timers(subject=SUBJECT, at=db.clock()) == 1
        assert left() == 6 * HOUR
        pass_seconds(6 * HOUR)
        assert fire(*tasks.claim_timers([KIND]))

    def test_what_was_claimed_before_does_not_fire(self) -> None:
        set_timer(MINUTE)
        pass_seconds(HOUR)
        (claimed,) = tasks.claim_timers([KIND])
        with db.transaction():
            actions.pause_timers(subject=SUBJECT)
        assert not fire(claimed)
        # It was due: it is due again at once.
        with db.transaction():
            actions.resume_timers(subject=SUBJECT, at=db.clock())
        assert not fire(claimed)
        assert fire(*tasks.claim_timers([KIND]))

    def test_what_was_cancelled_or_moved_does_not_fire(self) -> None:
        set_timer(MINUTE)
        set_timer(MINUTE, subject="milestone/2")
        pass_seconds(HOUR)
        one, two = tasks.claim_timers([KIND])
        with db.transaction():
            actions.cancel_timers(subject=one.subject)
            until = db.clock() + timedelta(hours=1)
            actions.postpone(subject=two.subject, kind=KIND, until=until)
        assert (fire(one), fire(two)) == (False, False)
        pass_seconds(HOUR)
        assert [each.subject for each in tasks.claim_timers([KIND])] == ["milestone/2"]

    def test_postponing_never_brings_it_forward(self) -> None:
        due_at = set_timer(DAY)
        with db.transaction():
            actions.postpone(subject=SUBJECT, kind=KIND, until=db.clock())
        timer = queries.next_of(SUBJECT)
        assert timer is not None
        assert timer.due_at == due_at

    def test_a_paused_timer_can_be_cancelled(self) -> None:
        set_timer(DAY)
        with db.transaction():
            actions.pause_timers(subject=SUBJECT)
            actions.cancel_timers(subject=SUBJECT)
            assert actions.resume_timers(subject=SUBJECT, at=db.clock()) == 0
        assert states() == [(KIND, "cancelled")]


class TestWorkers:
    def test_of_two_one_has_it(self) -> None:
        for number in range(20):
            set_timer(MINUTE, subject=f"milestone/{number}")
        pass_seconds(HOUR)
        fired: list[str] = []
        start = threading.Barrier(2)

        def act(claim: ClaimedTimer) -> None:
            if actions.fire(claim=claim):
                fired.append(claim.subject)

        def work() -> None:
            start.wait(timeout=30)
            while tasks.work_off([KIND], act, act, limit=3):
                pass
            connections.close_all()

        threads = [threading.Thread(target=work) for _ in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(timeout=60)
        tasks.work_off([KIND], act, act)
        assert sorted(fired) == sorted(f"milestone/{number}" for number in range(20))

    def test_whoever_was_held_up_comes_too_late(self) -> None:
        set_timer(MINUTE)
        pass_seconds(HOUR)
        (slow,) = tasks.claim_timers([KIND])
        pass_seconds(tasks.LEASE_SECONDS + 1)
        assert not fire(slow), "its lease ran out"
        (quick,) = tasks.claim_timers([KIND])
        assert quick.fence == 2
        assert not fire(slow), "somebody else has it"
        assert fire(quick)

    def test_what_a_busy_subject_could_not_do_is_done_next(self) -> None:
        set_timer(MINUTE)
        pass_seconds(HOUR)
        tries = []

        def act(claim: ClaimedTimer) -> None:
            tries.append(claim.fence)
            if len(tries) == 1:
                raise db.Busy
            assert actions.fire(claim=claim)

        assert (tasks.work_off([KIND], act, act), states()) == (1, [(KIND, "running")])
        assert (tasks.work_off([KIND], act, act), states()) == (1, [(KIND, "fired")])
        assert tries == [1, 1]

    def test_poison_is_parked(self) -> None:
        set_timer(MINUTE)
        pass_seconds(HOUR)

        def breaks(claim: ClaimedTimer) -> None:
            raise ZeroDivisionError

        def park(claim: ClaimedTimer) -> None:
            actions.postpone(
                subject=claim.subject, kind=claim.kind, until=db.clock() + timedelta(days=1)
            )

        for _ in range(5):
            with pytest.raises(ZeroDivisionError):
                tasks.work_off([KIND], breaks, park)
            pass_seconds(tasks.LEASE_SECONDS + 1)
        assert tasks.work_off([KIND], breaks, park) == 1
        assert left() == DAY

    @pytest.mark.parametrize(
        ("point", "fired"),
        [("fire.after_lease", False), ("fire.before_commit", False), ("fire.after_commit", True)],
    )
    def test_killed_anywhere_it_is_done_once(
        self, fresh_database: TestDatabase, point: str, fired: bool
    ) -> None:
        set_timer(MINUTE)
        with psycopg.connect(fresh_database.superuser_url) as superuser:
            superuser.execute("CREATE TABLE done (subject text)")
            superuser.execute("GRANT ALL ON done TO adulis_app")
        pass_seconds(HOUR)
        assert self.run(fresh_database, point) == -signal.SIGKILL
        assert states() == [(KIND, "fired" if fired else "running")]
        assert db.fetch_value("SELECT count(*) FROM done") == fired
        pass_seconds(tasks.LEASE_SECONDS + 1)
        assert self.run(fresh_database, "") == 0
        assert states() == [(KIND, "fired")]
        assert db.fetch_value("SELECT count(*) FROM done") == 1

    @staticmethod
    def run(database: TestDatabase, failpoint: str) -> int:
        program = (
            "import django; django.setup()\n"
            "from adulis.kernel import db\n"
            "from adulis.timers import actions, tasks\n"
            "def act(claim):\n"
            "    if actions.fire(claim=claim):\n"
            "        db.execute('INSERT INTO done VALUES (%s)', [claim.subject])\n"
            f"while tasks.work_off(['{KIND}'], act, act): pass\n"
        )
        with database.visited() as environment:
            return subprocess.run(
                [sys.executable, "-c", program],
                cwd=REPOSITORY,
                env={**environment, "PYTHONPATH": "src", "ADULIS_FAILPOINT": failpoint},
                timeout=120,
                check=False,
            ).returncode


class TestOutages:
    """Nobody loses time because we were away (the bonds that RoboSats' users lost were that)."""

    @pytest.fixture(autouse=True)
    def thirty_seconds(self, fresh_database: TestDatabase, settings: object) -> None:
        settings.OUTAGE_AFTER_SECONDS = 30  # type: ignore[attr-defined]
        tasks.beat()

    def test_what_ran_is_moved_by_what_was_lost(self) -> None:
        set_timer(10 * DAY)
        set_timer(10 * DAY, subject="milestone/2", hurts=False)
        set_timer(10 * DAY, subject="milestone/3")
        with db.transaction():
            actions.pause_timers(subject="milestone/3")
        pass_seconds(5 * DAY)
        be_away(2 * HOUR)
        tasks.beat()
        assert left() == 5 * DAY + 2 * HOUR
        assert left("milestone/2") == 5 * DAY
        assert left("milestone/3") is None
        [outage] = queries.outages(db.clock() - timedelta(days=1), db.clock())
        assert round((outage.ended_at - outage.began_at).total_seconds()) == 2 * HOUR
        assert db.fetch_value("SELECT moved_count FROM timers_outage") == 1
        assert broken() == []

    def test_only_the_time_from_when_it_ran_is_given_back(self) -> None:
        pass_seconds(DAY)
        be_away(2 * HOUR)
        # The doors were open while no worker was there.
        with db.transaction():
            at = db.clock() - timedelta(hours=1)
            actions.set_timer(
                kind=KIND, subject=SUBJECT, key="late", due_at=at + timedelta(days=1), at=at
            )
        tasks.beat()
        assert left() == DAY

    def test_time_that_was_resumed_in_an_outage_counts_from_there(self) -> None:
        set_timer(DAY)
        with db.transaction():
            actions.pause_timers(subject=SUBJECT)
        pass_seconds(DAY)
        be_away(3 * HOUR)
        with db.transaction():
            actions.resume_timers(subject=SUBJECT, at=db.clock())
        db.execute("UPDATE timers_timer SET running_since = running_since - interval '1 hour',"
                   " due_at = due_at - interval '1 hour'")  # fmt: skip
        tasks.beat()
        assert left() == DAY

    def test_it_is_added_before_anything_fires(self) -> None:
        set_timer(HOUR)
        pass_seconds(30 * MINUTE)
        be_away(0)
        # Nobody was there when it was due, and it is nobody's first act to fire it.
        pass_seconds(2 * HOUR)
        be_away(2 * HOUR)
        assert tasks.claim_timers([KIND]) == []
        assert left() == 30 * MINUTE

    def test_what_was_claimed_by_who_was_away_does_not_fire(self) -> None:
        set_timer(HOUR)
        pass_seconds(HOUR)
        (claimed,) = tasks.claim_timers([KIND])
        be_away(20 * MINUTE)
        tasks.beat()
        assert not fire(claimed)

    def test_a_moved_sandbox_clock_is_none(self) -> None:
        set_timer(30 * DAY)
        pass_seconds(14 * DAY)
        tasks.beat()
        assert left() == 16 * DAY
        assert queries.outages(db.clock() - timedelta(days=99), db.clock()) == []

    @pytest.mark.parametrize(("seconds", "outages"), [(29, 0), (45, 1)])
    def test_a_moment_is_none(self, seconds: int, outages: int) -> None:
        set_timer(DAY)
        be_away(seconds)
        tasks.beat()
        assert db.fetch_value("SELECT count(*) FROM timers_outage") == outages

    def test_the_first_worker_ever_ends_no_outage(self) -> None:
        db.execute("UPDATE timers_heartbeat SET beat_at = NULL")
        tasks.beat()
        tasks.beat()
        assert db.fetch_value("SELECT count(*) FROM timers_outage") == 0
        assert db.fetch_value("SELECT adulis_clock() - beat_at < '1 minute' FROM timers_heartbeat")

    def test_two_workers_who_come_back_together_give_it_once(self) -> None:
        set_timer(3 * DAY)
        pass_seconds(DAY)
        be_away(2 * HOUR)
        start = threading.Barrier(2)

        def work() -> None:
            start.wait(timeout=30)
            tasks.beat()
            connections.close_all()

        threads = [threading.Thread(target=work) for _ in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(timeout=60)
        assert left() == 2 * DAY + 2 * HOUR
        assert db.fetch_value("SELECT count(*) FROM timers_outage") == 1

    def test_only_outages_that_were_meanwhile_are_told(self) -> None:
        now = db.clock()
        for began, ended in ((50, 40), (30, 20), (10, 5)):
            db.execute(
                "INSERT INTO timers_outage VALUES (gen_random_uuid(), %s, %s, 0)",
                [now - timedelta(hours=began), now - timedelta(hours=ended)],
            )
        told = queries.outages(now - timedelta(hours=35), now - timedelta(hours=15))
        assert told == [Outage(now - timedelta(hours=30), now - timedelta(hours=20))]

    def test_the_worker_beats(self) -> None:
        (beating,) = [task for task in TASKS if task.name == "timers.beat"]
        assert (beating.run, beating.idle_seconds) == (tasks.beat, 5.0)


class TestPromises:
    @pytest.mark.parametrize(
        ("spoil", "promise"),
        [
            ("UPDATE timers_timer SET due_at = due_at - interval '9 days'", "timer_fires_in_time"),
            ("UPDATE timers_timer SET due_at = due_at - interval '1 hour'", "timer_lost_no_time"),
            (
                """INSERT INTO timers_timer (id, kind, subject, key, set_for, started_at,
                       running_since, due_at, state, moves_with_outages)
                   SELECT gen_random_uuid(), kind, subject, 'other', set_for, started_at,
                          running_since, due_at, state, true FROM timers_timer""",
                "timer_one_of_a_kind",
            ),
            (
                """INSERT INTO timers_outage SELECT gen_random_uuid(),
                          adulis_clock() + n * interval '1 minute',
                          adulis_clock() + n * interval '1 hour', 0
                     FROM unnest(array[1, 2]) AS n""",
                "timer_outages_apart",
            ),
        ],
    )
    def test_a_broken_one_is_found(self, spoil: str, promise: str) -> None:
        set_timer(7 * DAY)
        assert broken() == []
        db.execute(spoil)
        assert promise in broken()

    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            ("due_at = NULL", "timers_timer_running_is_due"),
            ("remaining = '1 hour'", "timers_timer_paused_remains"),
            ("state = 'paused', due_at = NULL", "timers_timer_paused_remains"),
            ("state = 'fired', due_at = NULL", "timers_timer_over_has_time"),
            ("set_for = adulis_clock()", "what was announced never changes"),
            ("subject = 'milestone/2'", "what was announced never changes"),
        ],
    )
    def test_the_database_refuses_the_impossible(self, change: str, constraint: str) -> None:
        set_timer(HOUR)
        with pytest.raises(IntegrityError, match=constraint):
            db.execute(f"UPDATE timers_timer SET {change}")

    def test_what_is_over_stays_over(self) -> None:
        set_timer(MINUTE)
        pass_seconds(HOUR)
        assert fire(*tasks.claim_timers([KIND]))
        for state in ("running", "paused", "cancelled"):
            with pytest.raises(IntegrityError, match="never becomes"):
                db.execute("UPDATE timers_timer SET state = %s", [state])
        with pytest.raises(IntegrityError, match="never removed"):
            db.execute("DELETE FROM timers_timer")


def broken() -> list[str]:
    return [finding.check.name for finding in examine(CHECKS) if finding.broken]
