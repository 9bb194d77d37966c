"""Strangers guess passwords, codes, keys and links through the deployed proxy, and learn nothing.

Two web processes answer them by turns; limits are counted for both. Each stranger comes from an
address of their own, which the proxy sees.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pyotp
import pytest
from django.conf import settings

from adulis.identity import actions as identity
from adulis.identity.values import Code
from adulis.kernel import db
from tests.bank import broken_promises
from tests.containers import Deployment, deployed
from tests.strangers import from_address
from tests.waiting import until
from tests.world import BUILDER, PASSWORD, Shop, a_person, a_shop

pytestmark = pytest.mark.timeout(900)
SIGN_IN = "/api/v1/auth/token/"
# Far more than any limit lets pass while they are made.
MOST_GUESSES = 2_000


@pytest.fixture
def deployment(fresh_database: Any, tmp_path: Path) -> Iterator[Deployment]:
    with deployed(
        tmp_path, fresh_database, set(), PUBLIC_URL="https://adulis.example", LOG_LEVEL="INFO"
    ) as running:
        yield running


def test_strangers_guess_and_learn_nothing(deployment: Deployment) -> None:
    shop = a_shop(paise=100_000)
    _many_accounts_from_one_address(deployment, shop)
    _one_account_from_many_addresses(deployment, shop)
    _codes_of_an_app(deployment)
    _keys_whose_beginning_is_known(deployment, shop)
    _links_of_letters(deployment)
    for program in deployment.programs["web"]:
        assert program.is_running
        assert '"status":429' in program.said
    assert broken_promises() == []
    assert shop.available == 100_000


def _told(answer: httpx2.Response) -> dict[str, Any]:
    """A problem, but for what differs from one request to the next."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    told = dict(answer.json())
    assert (told["code"] == "too_many_requests") is ("retry-after" in answer.headers)
    for each in ("request_id", "instance", "retry_after_seconds", "detail"):
        told.pop(each, None)
    return told


def _until_refused(guess: Callable[[int], httpx2.Response]) -> list[dict[str, Any]]:
    """Every answer there was, each once, the refusal to go on last."""
    different: list[dict[str, Any]] = []
    for number in range(MOST_GUESSES):
        told = _told(guess(number))
        if told not in different:
            different.append(told)
        if told["code"] == "too_many_requests":
            return different
    raise AssertionError(f"{MOST_GUESSES} guesses passed: {different}")


def _sign_in(client: httpx2.Client, email: str, password: str, **more: str) -> httpx2.Response:
    return client.post(SIGN_IN, json={"email": email, "password": password, **more})


def _many_accounts_from_one_address(deployment: Deployment, shop: Shop) -> None:
    """Credential stuffing: some of the accounts are there, and none of the passwords is right."""
    known = [a_person(f"Known{number}")[1] for number in range(6)]
    began = time.monotonic()
    with from_address(deployment, "127.77.1.1") as stranger:
        emails = [*known, *(f"nobody{number}@example.com" for number in range(6))]
        answers = [_told(_sign_in(stranger, each, "kettle-from-a-leak-92")) for each in emails]
        assert {each["code"] for each in answers} == {"invalid_credentials"}
        assert all(each == answers[0] for each in answers)
        # The limit of an address is one for all that may be guessed there; a try that costs us no
        # hashing uses it up. Whichever web process is asked: no more pass than one of them lets.
        passed, refused = len(answers), 0
        while refused < 20:
            told = _told(stranger.post(f"{SIGN_IN}refresh/", json={"refresh": f"x{passed}"}))
            assert told["code"] in {"invalid_token", "too_many_requests"}
            passed += told["code"] == "invalid_token"
            refused += told["code"] == "too_many_requests"
            assert passed < MOST_GUESSES
        per_second, burst = settings.THROTTLES["login_per_address"]
        assert passed <= burst + per_second * (time.monotonic() - began) + 1
    with from_address(deployment, "127.77.1.2") as another:
        assert _sign_in(another, shop.owner_email, PASSWORD).status_code == 200


def _one_account_from_many_addresses(deployment: Deployment, shop: Shop) -> None:
    web = {"X-Client": "web"}
    with from_address(deployment, "127.77.2.1", headers=web) as browser:
        assert _sign_in(browser, shop.owner_email, PASSWORD).status_code == 200
        told = {}
        for email in (shop.owner_email, "nobody-at-all@example.com"):
            told[email] = _until_refused(_a_botnet(deployment, email))
        # Nobody learns whether somebody is there, nor that the password would have been right.
        assert told[shop.owner_email] == told["nobody-at-all@example.com"]
        with from_address(deployment, "127.77.2.2") as stranger:
            assert _sign_in(stranger, shop.owner_email, PASSWORD).status_code in {200, 429}
        # The owner's browser comes in all the same, and from wherever it is.
        assert _sign_in(browser, shop.owner_email, PASSWORD).status_code == 200
    # And with a new one they wait for a turn, and not for ever.
    with from_address(deployment, "127.77.2.3") as phone:
        until(
            lambda: _sign_in(phone, shop.owner_email, PASSWORD).status_code == 200,
            "the owner to come in with a browser that was never used before",
        )


def _a_botnet(deployment: Deployment, email: str) -> Callable[[int], httpx2.Response]:
    def guess(number: int) -> httpx2.Response:
        with from_address(deployment, f"127.77.3.{1 + number % 250}") as stranger:
            return _sign_in(stranger, email, f"kettle-guess-{number}")

    return guess


def _codes_of_an_app(deployment: Deployment) -> None:
    """The password is known; the code is guessed, and even a right one then comes too late."""
    user_id, email = a_person("Codes")
    with db.transaction():
        secret = identity.begin_second_factor(
            user_id=user_id, current_password=PASSWORD, actor=BUILDER, at=db.clock()
        ).secret
    app, now = pyotp.TOTP(secret), db.network_clock()
    with db.transaction():
        identity.confirm_second_factor(
            user_id=user_id, code=Code(app.at(now), now), actor=BUILDER, at=db.clock()
        )
    seen: set[str] = set()

    def refused_for_codes() -> bool:
        told = _told(_sign_in(stranger, email, PASSWORD, code="000000x"))
        seen.add(told["code"])
        return told.get("limit") == "second_factor_per_account"

    with from_address(deployment, "127.77.4.1") as stranger:
        # Tries at the password come back sooner than those at the code.
        until(refused_for_codes, "no more codes to be taken", seconds=300)
        assert seen == {"second_factor_wrong", "too_many_requests"}
        late = _sign_in(
            stranger, email, PASSWORD, code=app.at(db.network_clock() + timedelta(seconds=30))
        )
        assert late.status_code == 429


def _keys_whose_beginning_is_known(deployment: Deployment, shop: Shop) -> None:
    """What people see of a key leads no further than what nobody ever saw."""
    key = shop.api_key("read")
    known = key.rpartition("_")[0]
    with from_address(deployment, "127.77.5.1") as stranger:
        guesses = [
            *(
                f"{known}_{chr(ord('a') + number) * len(key.rpartition('_')[2])}"
                for number in range(9)
            ),
            key[:-1] + ("a" if key[-1] != "a" else "b"),
            f"{known[:-4]}zzzz_{key.rpartition('_')[2]}",
            f"{known}_",
            known,
        ]
        told = [
            _told(stranger.get("/api/v1/balance/", headers={"Authorization": f"Bearer {guess}"}))
            for guess in guesses
        ]
        assert {each["code"] for each in told} == {"invalid_api_key"}
        assert all(each == told[0] for each in told)

        def guess(number: int) -> httpx2.Response:
            wrong = f"{known}_{number:043d}"
            return stranger.get("/api/v1/balance/", headers={"Authorization": f"Bearer {wrong}"})

        codes = [each["code"] for each in _until_refused(guess)]
        assert codes == ["invalid_api_key", "too_many_requests"]
        # Whoever is behind the same address and has the key is not shut out.
        right = stranger.get("/api/v1/balance/", headers={"Authorization": f"Bearer {key}"})
        assert right.status_code == 200


def _links_of_letters(deployment: Deployment) -> None:
    """A new password, an invitation: guessed at either, an address has one number of tries."""
    with from_address(deployment, "127.77.6.1") as stranger:

        def guess(number: int) -> httpx2.Response:
            token = f"{number:04d}" + "x" * 39
            if number % 2:
                return stranger.post("/api/v1/invitations/look-up/", json={"token": token})
            body = {"token": token, "new_password": "kettle-Harbour-93-lantern"}
            return stranger.post("/api/v1/auth/password/reset/confirm/", json=body)

        told = _until_refused(guess)
        codes = [each["code"] for each in told]
        assert codes[-1] == "too_many_requests"
        assert set(codes[:-1]) <= {"link_invalid", "invitation_not_found"}
    with from_address(deployment, "127.77.6.2") as another:
        answer = another.post("/api/v1/invitations/look-up/", json={"token": "x" * 43})
        assert _told(answer)["code"] != "too_many_requests"
