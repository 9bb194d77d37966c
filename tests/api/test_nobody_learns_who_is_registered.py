"""Strangers who name an address: the door does the same work whosever it is, and looks nobody up.

Work is counted, statement by statement and hash by hash; nobody holds a stopwatch.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from adulis.identity import actions, tasks
from adulis.identity.models import RefreshSession, User, Wish
from adulis.identity.values import stranger
from adulis.kernel import due
from adulis.kernel.actors import system
from adulis.kernel.db import clock, transaction
from adulis.timers import actions as timers
from tests.letters import grant_wishes, kinds_to, newest_to
from tests.openapi import CheckedApi
from tests.people import PASSWORD, a_person
from tests.traces import deeds

pytestmark = pytest.mark.django_db

KNOWN, UNCONFIRMED, SHUT_OUT, NOBODY = (
    f"{name}@example.com" for name in ("known", "unconfirmed", "shutout", "nobody")
)
EVERYBODY = (KNOWN, UNCONFIRMED, SHUT_OUT, NOBODY)
DOORS: dict[str, Callable[[str], dict[str, str]]] = {
    "/auth/register/": lambda email: {"email": email, "name": "Asha", "password": PASSWORD},
    "/auth/confirm-email/resend/": lambda email: {"email": email},
    "/auth/password/reset/": lambda email: {"email": email},
    "/auth/token/": lambda email: {"email": email, "password": "not the password"},
}
WORLD = system("tests")
# Values, and the names of savepoints, which stand here for transactions.
_GIVEN = re.compile(r"""'(?:[^']|'')*'|"s\d+_x\d+"|\b\d+\b""")


@pytest.fixture(autouse=True)
def _people(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    a_person(KNOWN)
    shut_out = a_person(SHUT_OUT)
    with transaction():
        actions.deactivate_user(user_id=shut_out.id, reason="fraud", actor=WORLD, at=clock())
    CheckedApi().post("/auth/register/", DOORS["/auth/register/"](UNCONFIRMED))
    grant_wishes()


def work_for(path: str, email: str) -> tuple[int, bytes, list[str], int]:
    """Status and body of the answer, every statement without its values, and passwords hashed."""
    hashed: list[str] = []
    encode = Argon2PasswordHasher.encode

    def counting(self: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return str(encode(self, password, salt))

    verify = Argon2PasswordHasher.verify

    def verifying(self: Any, password: str, encoded: str) -> bool:
        hashed.append(password)
        return bool(verify(self, password, encoded))

    with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as asked:
        patch.setattr(Argon2PasswordHasher, "encode", counting)
        patch.setattr(Argon2PasswordHasher, "verify", verifying)
        answer = CheckedApi().post(path, DOORS[path](email))
    statements = [_GIVEN.sub("…", each["sql"]) for each in asked.captured_queries]
    return answer.status_code, answer.content, statements, len(hashed)


@pytest.mark.parametrize("path", DOORS)
def test_the_door_does_the_same_for_everybody(path: str) -> None:
    done = {email: work_for(path, email) for email in EVERYBODY}
    _, _, statements, hashed = done[NOBODY]
    assert any("throttle" in each for each in statements), "statements are counted"
    assert hashed == (path in {"/auth/register/", "/auth/token/"})
    if path == "/auth/token/":
        # The body names the request; what it says is compared where it is written.
        done = {email: (told[0], b"", *told[2:]) for email, told in done.items()}
    assert {email for email, told in done.items() if told != done[NOBODY]} == set()


def test_what_was_asked_for_is_done_a_moment_later() -> None:
    for path in ("/auth/confirm-email/resend/", "/auth/password/reset/"):
        for email in EVERYBODY:
            CheckedApi().post(path, DOORS[path](email))
    assert [kinds_to(email) for email in (KNOWN, UNCONFIRMED, SHUT_OUT, NOBODY)] == [
        [], ["confirm_email"], ["account_deactivated"], [],
    ]  # fmt: skip
    grant_wishes()
    assert [kinds_to(email) for email in (KNOWN, UNCONFIRMED, SHUT_OUT, NOBODY)] == [
        ["reset_password"],
        ["confirm_email", "confirm_email", "reset_password"],
        ["account_deactivated"],
        [],
    ]
    assert not Wish.objects.exists()
    assert not User.objects.filter(email=NOBODY).exists()
    assert not RefreshSession.objects.exists()


def test_whoever_asked_is_named_in_letter_and_record() -> None:
    with transaction():
        actions.wish_to_sign_up(
            email="New@Example.com", name="Nila", password=PASSWORD,
            actor=stranger("203.0.113.9", "request-of-a-test"), at=clock(),
        )  # fmt: skip
    wish = Wish.objects.get()
    assert "new@example.com" not in f"{wish.told_sealed}{wish.kind}".lower()
    grant_wishes()
    user = User.objects.get(email="new@example.com")
    assert user.created_at == wish.created_at
    assert deeds(f"user/{user.id}") == ["user.sign_up"]
    assert newest_to(user.email).template == "confirm_email"


def test_a_worker_that_lost_its_claim_grants_nothing() -> None:
    CheckedApi().post("/auth/password/reset/", {"email": KNOWN})
    wish = Wish.objects.get()
    for act in (actions.grant_wish, actions.drop_wish):
        with transaction():
            assert act(wish_id=wish.id, fence=7, actor=WORLD, at=clock()) is False
    assert Wish.objects.get().id == wish.id
    assert kinds_to(KNOWN) == []


def test_one_that_kills_its_workers_is_dropped_and_takes_nobody_along() -> None:
    CheckedApi().post("/auth/password/reset/", {"email": KNOWN})
    wish = Wish.objects.get()
    for _ in range(due.POISON_AFTER_CLAIMS):
        due.claim("identity_wish", limit=1, lease_seconds=60)
        with transaction():
            timers.advance_clock(seconds=61, actor=WORLD, at=clock())
    CheckedApi().post("/auth/password/reset/", {"email": UNCONFIRMED})
    assert tasks.grant_wishes() == 1
    assert tasks.grant_wishes() == 1
    assert not Wish.objects.exists()
    assert (kinds_to(KNOWN), kinds_to(UNCONFIRMED)[-1]) == ([], "reset_password")
    assert deeds(f"wish/{wish.id}") == ["wish.drop"]
