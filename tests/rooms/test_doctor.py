"""``doctor`` finds what is missing or weak, names it, and says what to do."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.ledger import tasks as ledger
from adulis.ledger.actions import post
from adulis.mail import actions as mail
from adulis.mail.values import Outcome
from adulis.ops import actions, diagnosis
from adulis.ops.databases import connected_to
from adulis.ops.findings import Finding, Level
from adulis.timers import actions as timers
from tests.book import ALICE, NOSTRO, entry, let_the_horizon_pass, move
from tests.databases import TestDatabase


def of(about: str) -> list[Finding]:
    return [finding for finding in diagnosis.examine() if finding.about == about]


def level_of(about: str) -> Level | None:
    findings = of(about)
    return findings[0].level if findings else None


def test_without_a_database_it_says_so_and_goes_on_with_the_rest(
    settings: Any, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), connected_to("postgres://nobody@127.0.0.1:1/nothing"):
        pool = django_settings.DATABASES["default"]["OPTIONS"].pop("pool")  # no patience needed
        try:
            findings = diagnosis.examine()
        finally:
            django_settings.DATABASES["default"]["OPTIONS"]["pool"] = pool

    assert findings[-1].about == "database"
    assert findings[-1].level == Level.BROKEN
    assert [finding.about for finding in findings][:2] == ["SECRET_KEY", "ENCRYPTION_KEYS"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "level"),
    [
        ("SECRET_KEY", "no-secret-key-is-configured", Level.BROKEN),
        ("SECRET_KEY", "short", Level.BROKEN),
        ("ENCRYPTION_KEYS", [], Level.BROKEN),
        ("ENCRYPTION_KEYS", ["k1:dG9vIHNob3J0"], Level.BROKEN),
        ("BLIND_INDEX_KEY", "not base64", Level.BROKEN),
        ("API_KEY_PEPPER", "", Level.BROKEN),
        ("BANK_SECRET", "", Level.BROKEN),
        ("BANK_CALLBACK_SECRETS", [], Level.BROKEN),
        ("ADULIS_MODE", "production", Level.BROKEN),
        ("DEBUG", True, Level.BROKEN),
        ("ALLOWED_HOSTS", ["*"], Level.WEAK),
        ("PLATFORM_GSTIN", "", Level.WEAK),
    ],
)
def test_a_wrong_setting_is_named(settings: Any, name: str, value: object, level: Level) -> None:
    before = level_of(name)
    setattr(settings, name, value)

    assert before in {None, Level.FINE}
    assert level_of(name) == level
    assert of(name)[0].remedy != ""


@pytest.mark.django_db
def test_debugging_on_ones_own_machine_is_only_weak(settings: Any) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["localhost", "127.0.0.1", "[::1]"]

    assert [finding.level for finding in of("DEBUG")] == [Level.WEAK]


@pytest.mark.django_db
def test_a_real_bank_is_not_asked_by_demo_timings(settings: Any) -> None:
    settings.ADULIS_MODE, settings.BANK_PROFILE = "live", "demo"

    assert level_of("BANK_PROFILE") == Level.BROKEN


@pytest.mark.django_db
def test_letters_of_a_live_installation_must_leave_and_lead_back(settings: Any) -> None:
    assert (level_of("EMAIL_URL"), level_of("PUBLIC_URL")) == (None, None)
    settings.ADULIS_MODE, settings.PUBLIC_URL = "live", "http://adulis.example"

    assert (level_of("EMAIL_URL"), level_of("PUBLIC_URL")) == (Level.BROKEN, Level.WEAK)


@pytest.mark.django_db
def test_letters_that_wait_or_were_given_up_are_told() -> None:
    actor = system("tests")
    with db.transaction():
        letter_id = mail.queue_letter(
            to="asha@example.com", template="identity/password_changed", context={},
            about="user/1", merchant_id=None, actor=actor, at=db.clock(),
        )  # fmt: skip
    assert of("letters") == []
    with db.transaction():
        timers.advance_clock(seconds=3_600, actor=actor, at=db.clock())
    (waiting,) = of("letters")
    assert (waiting.level, waiting.says[:23]) == (Level.WEAK, "1 wait, the oldest sinc")
    with db.transaction():
        mail.note_outcome(
            letter_id=letter_id, fence=0, outcome=Outcome("550 no", is_final=True),
            actor=actor, at=db.clock(),
        )  # fmt: skip
    (failed,) = of("letters")
    assert (failed.level, failed.says) == (Level.WEAK, "1 were given up")


def test_the_application_role_is_fine_the_owner_weak_and_a_superuser_weak(
    fresh_database: TestDatabase,
) -> None:
    assert level_of("database role") == Level.FINE
    with connected_to(fresh_database.owner_url):
        (finding,) = of("database role")
        assert finding.level == Level.WEAK
        assert "owns" in finding.says
        assert level_of("lock_timeout") == Level.WEAK
    with connected_to(fresh_database.superuser_url):
        (finding,) = of("database role")
        assert finding.level == Level.WEAK
        assert "superuser" in finding.says


def test_a_right_too_many_is_broken(fresh_database: TestDatabase) -> None:
    with psycopg.connect(fresh_database.owner_url) as owner:
        owner.execute("GRANT UPDATE ON events_event TO adulis_app")

    (finding,) = of("database role")
    assert finding.level == Level.BROKEN
    assert finding.says == "adulis_app may change events_event, which is append-only"


def test_a_missing_migration_is_broken(fresh_database: TestDatabase) -> None:
    with psycopg.connect(fresh_database.owner_url) as owner:
        owner.execute("DELETE FROM django_migrations WHERE app = 'ops'")

    assert level_of("migrations") == Level.BROKEN


@pytest.mark.parametrize(
    ("name", "level"),
    [("ledger_entry_key_unique", Level.BROKEN), ("ledger_entry_kind_at_idx", Level.WEAK)],
)
def test_an_index_that_is_not_valid_is_told(
    fresh_database: TestDatabase, name: str, level: Level
) -> None:
    assert level_of("indexes") == Level.FINE
    with psycopg.connect(fresh_database.superuser_url) as superuser:
        superuser.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass", [name]
        )

    (finding,) = of("indexes")
    assert (finding.level, finding.says.partition(":")[0]) == (level, f"{name} is not valid")


@pytest.mark.django_db
def test_a_worker_is_missed_until_it_is_seen() -> None:
    assert level_of("worker") == Level.BROKEN
    with db.transaction():
        actions.beat(report={}, actor=system("here:1"), at=db.clock())

    assert level_of("worker") == Level.FINE


@pytest.mark.django_db
def test_a_worker_unseen_for_a_day_is_forgotten() -> None:
    with db.transaction():
        actions.beat(report={}, actor=system("old:1"), at=db.clock())
    db.execute("UPDATE ops_heartbeat SET seen_at = seen_at - interval '25 hours'")
    with db.transaction():
        actions.beat(report={}, actor=system("new:1"), at=db.clock())

    assert db.fetch_all("SELECT worker FROM ops_heartbeat") == [("new:1",)]


@pytest.mark.django_db
def test_the_command_exits_1_when_something_is_broken_and_speaks_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stopped:  # no worker runs
        call_command("doctor", "--json")

    assert stopped.value.code == 1
    said = json.loads(capsys.readouterr().out)
    assert {each["about"]: each["level"] for each in said}["worker"] == "broken"


def test_entries_that_nobody_seals_are_seen(fresh_database: TestDatabase, settings: Any) -> None:
    assert (level_of("ledger seals"), level_of("LEDGER_SEAL_KEYS")) == (Level.FINE, Level.WEAK)
    with db.transaction():
        post(posting=entry("a", move(NOSTRO, ALICE, 100)))
        timers.advance_clock(seconds=40, actor=system("tests"), at=db.clock())
    assert level_of("ledger seals") == Level.WEAK
    assert of("ledger seals")[0].says.startswith("1 entries are not sealed, the oldest for 4")
    let_the_horizon_pass()
    ledger.seal()
    assert level_of("ledger seals") == Level.FINE
    settings.LEDGER_SEAL_KEYS = ["c2hvcnQ="]
    assert level_of("LEDGER_SEAL_KEYS") == Level.BROKEN
    settings.LEDGER_SEAL_KEYS = ["dGVzdHMgb25seTogdGhpcnR5LXR3byBieXRlcy4uLi4="]
    assert level_of("LEDGER_SEAL_KEYS") is None
    assert level_of("LEDGER_HEADS_TO") is None
    settings.ADULIS_MODE = "live"
    assert level_of("LEDGER_HEADS_TO") == Level.WEAK
    settings.LEDGER_HEADS_TO = "https://example.com/heads"
    assert level_of("LEDGER_HEADS_TO") is None
