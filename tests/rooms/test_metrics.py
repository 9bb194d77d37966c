"""``/metrics``: who may read it, what it says, and what asking for it costs."""

from __future__ import annotations

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from adulis.gateways import actions as banks
from adulis.gateways.actions.hearing import OPEN_SECONDS
from adulis.gateways.values import Source, Verdict
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.ledger import tasks as ledger
from adulis.ops import actions, invariants
from adulis.ops.databases import connected_to
from adulis.ops.gauges import GAUGES, QUEUES
from adulis.ops.metrics import KEPT_SECONDS, Installation
from adulis.timers import actions as timers
from tests.facts import happened, settle
from tests.words import said, started
from tests.world import BANK, a_shop

TOKEN = "what prometheus says"


@pytest.fixture(autouse=True)
def _guarded(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.METRICS_TOKEN = TOKEN


def pass_seconds(seconds: int) -> None:
    with db.transaction():
        timers.advance_clock(seconds=seconds, actor=system("tests"), at=db.clock())


def asked() -> dict[str, dict[tuple[str, ...], float]]:
    """By name and label values, as the database says it now."""
    return {
        each.name: {tuple(sample.labels.values()): sample.value for sample in each.samples}
        for each in Installation().collect()
    }


class TestTheDoor:
    @pytest.mark.parametrize(
        "said", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN} "]
    )
    def test_who_does_not_know_the_token_learns_nothing(self, said: str) -> None:
        answer = Client().get("/metrics", headers={"Authorization": said})

        assert (answer.status_code, answer.content) == (401, b"")

    def test_without_a_token_there_is_no_such_address(self, settings: Settings) -> None:
        settings.METRICS_TOKEN = ""

        assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404

    @pytest.mark.usefixtures("fresh_database")
    def test_it_is_what_prometheus_reads(self) -> None:
        Client().get("/healthz")
        answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/plain; version=")
        told = {each.name: each for each in text_string_to_metric_families(answer.content.decode())}
        assert {gauge.name for gauge in GAUGES} < told.keys()
        counted = told["adulis_http_request_seconds"].samples
        assert any(each.labels.get("route") == "healthz" for each in counted)

    @pytest.mark.usefixtures("fresh_database")
    def test_addresses_that_do_not_exist_make_no_new_series(self) -> None:
        for number in range(5):
            Client().get(f"/api/v1/nobody-{number}/")
        answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

        assert b"nobody-" not in answer.content


@pytest.mark.usefixtures("fresh_database")
class TestWhatItSays:
    def test_of_a_new_installation(self) -> None:
        told = asked()

        assert told["adulis_database_answers"] == {(): 1}
        assert set(told["adulis_queue_due"]) == {(name,) for name in QUEUES}
        assert sum(told["adulis_queue_due"].values()) == 0
        assert told["adulis_workers_alive"] == {(): 0}

    def test_of_a_payout_that_nobody_sends(self) -> None:
        shop = a_shop("Asha", paise=100_000)
        shop.pay_out(50_000)
        with db.transaction():
            timers.advance_clock(seconds=90, actor=system("tests"), at=db.clock())

        told = asked()
        assert told["adulis_queue_due"]["payouts.dispatch",] == 1
        assert 90 <= told["adulis_queue_overdue_seconds"]["payouts.dispatch",] < 150

    def test_of_payments_in_doubt(self) -> None:
        shop = a_shop("Asha", paise=200_000)
        told = asked()
        assert told["adulis_attempts_in_doubt"] == {(): 0}
        assert told["adulis_attempt_in_doubt_oldest_seconds"] == {(): 0}
        started(shop.pay_out(50_000))
        doubtful = started(shop.pay_out(50_000))
        said(doubtful, Verdict.UNKNOWN, Source.SUBMISSION)
        pass_seconds(600)

        told = asked()
        assert told["adulis_attempts_in_doubt"] == {(): 1}
        assert 600 <= told["adulis_attempt_in_doubt_oldest_seconds"][()] < 660

    def test_of_a_bank_that_takes_payments_or_does_not(self) -> None:
        def states() -> list[str]:
            told = asked()["adulis_bank_state"]
            assert {bank for bank, _ in told} == {BANK}
            assert len(told) == 4
            return [state for (_, state), value in told.items() if value == 1]

        assert states() == ["open"]
        with db.transaction():
            banks.record_submissions(bank=BANK, submitted=20, troubled=20, probe=None)
        assert states() == ["circuit_open"]
        pass_seconds(OPEN_SECONDS)
        assert states() == ["probing"]
        with db.transaction():
            banks.pause_bank(
                bank=BANK, reason="their door is shut", actor=system("tests"), at=db.clock()
            )
        assert states() == ["paused"]
        with db.transaction():
            banks.resume_bank(bank=BANK, reason="it is open", actor=system("tests"), at=db.clock())
        assert states() == ["probing"]
        with db.transaction():
            banks.record_submissions(bank=BANK, submitted=1, troubled=0, probe=True)
        assert states() == ["open"]

    def test_of_payouts_that_ended_a_moment_ago(self) -> None:
        shop = a_shop("Asha", paise=500_000)
        for verdict in (Verdict.SUCCESS, Verdict.SUCCESS, Verdict.REFUSED):
            said(started(shop.pay_out(50_000)), verdict, code="INVALID_ACCOUNT")
        started(shop.pay_out(50_000))

        outcomes = {("completed",): 2, ("failed",): 1, ("cancelled",): 0}
        assert asked()["adulis_payouts_ended"] == outcomes
        pass_seconds(300)
        assert asked()["adulis_payouts_ended"] == dict.fromkeys(outcomes, 0)

    def test_of_transactions_that_the_database_had_to_end(self) -> None:
        assert asked()["adulis_database_deadlocks"] == {(): 0}

    def test_of_money_as_the_ledger_has_it(self) -> None:
        shop = a_shop("Asha", paise=100_000)

        balances = asked()["adulis_ledger_balance_minor"]
        assert balances["bank/simbank/nostro/INR", "INR"] == -100_000
        # Clients' money is what is left: all balances together are zero.
        assert -sum(balances.values()) == shop.available == 100_000

    def test_of_a_book_that_nobody_seals(self) -> None:
        assert asked()["adulis_ledger_unsealed_seconds"] == {(): 0}
        a_shop("Asha", paise=100_000)
        with db.transaction():
            timers.advance_clock(seconds=70, actor=system("tests"), at=db.clock())
        assert 70 <= asked()["adulis_ledger_unsealed_seconds"][()] < 130
        settle()
        ledger.seal()
        assert asked()["adulis_ledger_unsealed_seconds"] == {(): 0}

    def test_of_a_consumer_that_stands_still(self) -> None:
        happened("something", "something else")
        with db.transaction():
            db.execute(
                "INSERT INTO events_cursor (consumer, epoch, xid, id, updated_at)"
                " VALUES ('tests.behind', 1, 0, 0, adulis_clock()), ('tests.up_to_date', 1, %s, %s,"
                " adulis_clock())",
                list(
                    db.fetch_row(
                        "SELECT xid::text::bigint, id FROM events_event"
                        " ORDER BY xid DESC, id DESC LIMIT 1"
                    )
                    or ()
                ),
            )
            timers.advance_clock(seconds=40, actor=system("tests"), at=db.clock())

        behind = asked()["adulis_consumer_behind_seconds"]
        assert 40 <= behind["tests.behind",] < 100
        assert behind["tests.up_to_date",] == 0

    def test_of_workers_and_their_tasks(self) -> None:
        report = {"payouts.dispatch": {"rounds": 7, "done": 3, "failures": 1, "last_failure": "x"}}
        with db.transaction():
            actions.beat(report=report, actor=system("host:1"), at=db.clock())

        told = asked()
        assert told["adulis_workers_alive"] == {(): 1}
        assert told["adulis_task_rounds"] == {("host:1", "payouts.dispatch"): 7}
        assert told["adulis_task_done"] == {("host:1", "payouts.dispatch"): 3}
        assert told["adulis_task_failures"] == {("host:1", "payouts.dispatch"): 1}

    def test_of_spans_that_a_worker_could_not_tell(self) -> None:
        report = {"timers.beat": {"rounds": 1, "done": 0, "failures": 0}, "traces": {"lost": 5}}
        with db.transaction():
            actions.beat(report=report, actor=system("host:1"), at=db.clock())

        told = asked()
        assert told["adulis_worker_trace_spans_lost"] == {("host:1",): 5}
        assert told["adulis_task_rounds"] == {("host:1", "timers.beat"): 1}

    def test_of_promises_that_were_found_broken(self) -> None:
        assert asked()["adulis_invariants_examined_seconds"] == {}
        invariants.watch()
        assert asked()["adulis_invariants_broken"] == {}
        assert asked()["adulis_invariants_examined_seconds"][()] < 60

        with db.transaction():
            actions.note_examination(
                broken={"entries balance": 2}, actor=system("tests"), at=db.clock()
            )
        assert asked()["adulis_invariants_broken"] == {("entries balance",): 2}

    def test_that_the_database_is_away(self) -> None:
        with connected_to("postgres://nobody@127.0.0.1:1/nothing"):
            assert asked() == {"adulis_database_answers": {(): 0}}

    def test_the_same_for_a_while_to_those_who_ask_often(self) -> None:
        installation = Installation()
        first = list(installation.collect())
        happened("something")

        assert KEPT_SECONDS > 0
        assert list(installation.collect()) == first


@pytest.mark.usefixtures("fresh_database")
def test_asking_reads_no_large_table_from_end_to_end() -> None:
    """With sequential reads forbidden where another way exists, none is left on a large table."""
    large = {table for table, _ in QUEUES.values()} | {
        "events_event",
        "ledger_line",
        "ledger_account",
    }
    with db.transaction():
        db.execute("SET LOCAL enable_seqscan = off")
        for gauge in GAUGES:
            plan = "\n".join(
                str(line) for (line,) in db.fetch_all(f"EXPLAIN {gauge.sql}", list(gauge.params))
            )
            read_through = [table for table in large if f"Seq Scan on {table}" in plan]
            assert read_through == [], f"{gauge.name}\n{plan}"
            # From where on is the index's to know: a clock it asks for each row reads all of it.
            is_recent = "finished_at >" not in gauge.sql or "Index Cond: (finished_at > " in plan
            assert is_recent, f"{gauge.name}\n{plan}"
