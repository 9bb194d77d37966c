"""A developer's own machine is told events as they happen, and once more when they ask."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from adulis.kernel import db
from adulis.webhooks.actions import enable_endpoint
from tests.bank import door
from tests.databases import TestDatabase
from tests.facts import happened, settle
from tests.hooking import an_endpoint, do, fan_out, tell
from tests.hooking import whats as hooked
from tests.processes import REPOSITORY, Program
from tests.waiting import until
from tests.webhook_receiver import Receiver, running_receiver
from tests.world import Shop, a_shop

# Whole programs are started, and waited for.
pytestmark = pytest.mark.timeout(600)

SECRET = "whsec_dGVzdHMgb25seTogYSBkZXZlbG9wZXIncyBzZWNyZXQu"


@pytest.fixture
def shop(fresh_database: TestDatabase) -> Shop:
    return a_shop(paise=10_000_000)


@pytest.fixture
def platform(shop: Shop) -> Iterator[str]:
    with door() as url:
        yield url


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as made:
        yield made


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "adulis.ops.manage", *words]


def surroundings(key: str, folder: Path) -> dict[str, str]:
    """A shell that knows a key, and no instance."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "PYTHONPATH": str(REPOSITORY / "src"),
        "ADULIS_API_KEY": key,
        "ADULIS_DATA_DIR": str(folder / "nothing"),
    }


def said_by(key: str, folder: Path, *words: str) -> str:
    done = subprocess.run(
        command(*words), env=surroundings(key, folder), cwd=REPOSITORY, check=False,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def whats(receiver: Receiver) -> list[str]:
    return [each.verified(SECRET)["data"]["payload"]["what"] for each in receiver.heard()]


def test_events_arrive_as_they_happen_signed_as_webhooks_are(
    platform: str, shop: Shop, receiver: Receiver, tmp_path: Path
) -> None:
    words = (
        "listen", "--url", platform, "--forward-to", receiver.url(), "--secret", SECRET,
        "--events", "thing.*",
    )  # fmt: skip
    environment = surroundings(shop.api_key(), tmp_path)
    program = Program(command(*words), environment, REPOSITORY, tmp_path / "listen.log").start()
    try:
        until(lambda: "Listening to" in program.said, lambda: program.said, seconds=60)
        happened("one", merchant_id=shop.id)
        until(lambda: whats(receiver) == ["one"], lambda: program.said, seconds=60)
        receiver.moods["/in"] = "refuses"
        happened("two", merchant_id=shop.id)
        until(lambda: "500 in" in program.said, lambda: program.said, seconds=60)
        receiver.moods["/in"] = "takes"
        # Somebody else's is nobody's business here.
        happened("theirs", merchant_id=a_shop("Ravi Traders").id)
        happened("three", merchant_id=shop.id)
        until(lambda: whats(receiver)[2:] == ["three"], lambda: program.said, seconds=60)
    finally:
        program.stop()
    assert whats(receiver) == ["one", "two", "three"]
    assert len(set(receiver.ids())) == 3
    assert re.search(r"thing\.happened +thing/\S+/1  → 200 in \d+ ms\n", program.said), program.said


def test_what_happened_is_shown_and_told_once_more(
    platform: str, shop: Shop, receiver: Receiver, tmp_path: Path
) -> None:
    happened("one", "two", merchant_id=shop.id)
    settle()
    key = shop.api_key()
    shown = said_by(key, tmp_path, "events", "list", "--url", platform, "--events", "thing.*")
    assert [line.split()[1] for line in shown.splitlines()] == ["thing.happened"] * 2
    subject = shown.splitlines()[1].split()[2].rpartition("/")[0]

    again = (
        "events", "replay", "--url", platform, "--forward-to", receiver.url(), "--secret", SECRET,
        "--subject", subject,
    )  # fmt: skip
    said_by(key, tmp_path, *again)
    assert whats(receiver) == ["two"]
    said_by(key, tmp_path, *again, "--since", "2999-01-01")
    assert whats(receiver) == ["two"]


def test_an_endpoint_is_told_again_of_what_it_never_took_and_of_what_happened_since(
    platform: str, shop: Shop, receiver: Receiver, tmp_path: Path
) -> None:
    receiver.moods["/in"] = "gone"
    key, endpoint = shop.api_key(), an_endpoint(shop, receiver.url())
    fan_out()
    beginning = db.clock().isoformat()
    happened("one", merchant_id=shop.id)
    tell()
    # It is disabled by now, and of this it was never told.
    happened("two", merchant_id=shop.id)
    tell()
    do(enable_endpoint, shop, endpoint_id=endpoint.id)
    receiver.moods["/in"], begun = "takes", len(receiver.heard())
    replay = ("events", "replay", "--url", platform, "--endpoint", str(endpoint.id))
    assert re.fullmatch(
        r"\d+ events are told again\.\n", said_by(key, tmp_path, *replay, "--failed")
    )
    tell()
    assert notes(receiver, begun) == ["one"]
    said_by(key, tmp_path, *replay, "--since", beginning)
    tell()
    assert notes(receiver, begun) == ["one", "one", "two"]


def notes(receiver: Receiver, begun: int) -> list[str]:
    """What was told since, of things that only happen in tests."""
    return sorted(each for each in hooked(receiver)[begun:] if each)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["listen"], "say --url, and ADULIS_API_KEY in the environment"),
        (["listen", "--url", "http://127.0.0.1:1"], "http://127.0.0.1:1 does not answer"),
        (
            ["listen", "--url", "http://x", "--secret", "nonsense", "--forward-to", "http://y"],
            "A secret is whsec_ and base64.",
        ),
        (["events", "replay", "--endpoint", "x", "--url", "http://127.0.0.1:1"], "Which events?"),
        (["events", "list", "--url", "http://127.0.0.1:1"], "does not answer"),
    ],
)
def test_what_cannot_work_is_said_in_a_line(words: list[str], why: str, tmp_path: Path) -> None:
    done = subprocess.run(
        command(*words), env=surroundings("nobody's", tmp_path), cwd=REPOSITORY, check=False,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_that_is_nobodys_is_refused_in_the_words_of_the_platform(
    platform: str, tmp_path: Path
) -> None:
    words = command("events", "list", "--url", platform)
    done = subprocess.run(
        words, env=surroundings("nobody's", tmp_path), cwd=REPOSITORY, check=False,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, "(invalid_token)" in done.stderr) == (1, True), done.stderr
