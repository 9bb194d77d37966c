"""Exchanging refresh tokens: once, once more for a page that was left, and races of both."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from adulis.identity import actions
from adulis.identity.errors import (
    InvalidToken,
    RefreshTokenReused,
    TokenExpired,
    TokenRevoked,
)
from adulis.identity.models import RefreshSession
from adulis.identity.values import TokenPair
from adulis.kernel.db import clock, fetch_all, fetch_value
from adulis.kernel.ids import new_id
from tests.bank import overtaken
from tests.people import (
    a_person,
    signed_in,
)
from tests.sessions import (
    BROWSER,
    LATER,
    STRANGER,
    caller,
    claims_of,
    new_password_of,
    only_session,
    passes,
    reloaded,
    rotated,
    sign_out,
    successor,
)


@pytest.mark.django_db
class TestRotate:
    def test_gives_a_new_pair_and_keeps_the_session(self) -> None:
        first = signed_in(a_person())
        second = successor(first.refresh)
        assert second.refresh != first.refresh
        assert caller(second).session_id == caller(first).session_id == only_session().id
        assert only_session().rotation_count == 1

    def test_takes_each_token_once(self) -> None:
        first = signed_in(a_person())
        second = successor(first.refresh)
        assert isinstance(rotated(first.refresh), RefreshTokenReused)
        assert only_session().revoked_reason == "refresh_token_reused"
        with pytest.raises(TokenRevoked):
            rotated(second.refresh)
        with pytest.raises(TokenRevoked):
            caller(second)

    def test_a_reuse_leaves_a_fact_and_an_audit_record(self) -> None:
        first = signed_in(a_person())
        successor(first.refresh)
        rotated(first.refresh)
        subject = f"session/{only_session().id}"
        facts = fetch_all(
            "SELECT type, payload->>'reason' FROM events_event WHERE subject = %s"
            " ORDER BY subject_sequence",
            [subject],
        )
        assert facts == [
            ("session.signed_in", None),
            ("session.revoked", "refresh_token_reused"),
        ]
        deeds = fetch_all("SELECT action FROM audit_record WHERE subject = %s", [subject])
        assert deeds == [("session.sign_in",), ("session.revoke",)]

    def test_of_one_device_leaves_the_other_alone(self) -> None:
        asha = a_person()
        phone, laptop = signed_in(asha), signed_in(asha)
        successor(phone.refresh)
        assert isinstance(rotated(phone.refresh), RefreshTokenReused)
        assert caller(successor(laptop.refresh)).user_id == asha.id

    def test_refuses_an_access_token(self) -> None:
        with pytest.raises(InvalidToken):
            rotated(signed_in(a_person()).access)

    def test_refuses_an_expired_one(self) -> None:
        asha = a_person()
        at = clock()
        almost = signed_in(asha, at=at - timedelta(days=13, hours=23))
        assert successor(almost.refresh).user_id == asha.id
        with pytest.raises(TokenExpired):
            rotated(signed_in(asha, at=at - timedelta(days=14, seconds=1)).refresh)

    def test_refuses_after_a_change_of_password(self) -> None:
        asha = a_person()
        pair = signed_in(asha)
        new_password_of(asha.id, "another-Harbour-17-kettle")
        with pytest.raises(TokenRevoked):
            rotated(pair.refresh)

    def test_refuses_a_session_opened_while_the_password_changed(self) -> None:
        """The sign-in read the old password before the change and wrote its session after it."""
        asha = a_person()
        pair = signed_in(asha)
        new_password_of(asha.id, "another-Harbour-17-kettle")
        # As the late sign-in would have left it: not among the sessions the change revoked.
        RefreshSession.objects.update(revoked_at=None, revoked_reason="")
        with pytest.raises(TokenRevoked):
            caller(pair)
        with pytest.raises(TokenRevoked):
            rotated(pair.refresh)


@pytest.mark.django_db
class TestAskingAgain:
    """A page is reloaded while its answer is under way, and either may be the last to arrive."""

    def test_gives_a_browser_the_same_again(self) -> None:
        first = signed_in(a_person())
        second = successor(first.refresh, browser=BROWSER)
        for token in (first.refresh, second.refresh, first.refresh):
            again = successor(token, browser=BROWSER)
            assert claims_of(again) == claims_of(second)
            assert caller(again).session_id == only_session().id
        assert only_session().rotation_count == 1

    @pytest.mark.parametrize("is_kept", ["the first", "the second"])
    def test_either_answer_is_good_for_the_next_exchange(self, is_kept: str) -> None:
        first = signed_in(a_person())
        answers = [successor(first.refresh, browser=BROWSER) for _ in range(2)]
        passes(LATER)
        kept = answers[0] if is_kept == "the first" else answers[1]
        third = successor(kept.refresh, browser=BROWSER)
        assert claims_of(third) != claims_of(kept)
        assert only_session().rotation_count == 2
        # Two exchanges ago is too long ago, however short a time it was.
        assert isinstance(reloaded(first.refresh), RefreshTokenReused)

    def test_is_on_record(self) -> None:
        first = signed_in(a_person())
        second = successor(first.refresh, browser=BROWSER)
        for token in (first.refresh, second.refresh):
            reloaded(token)
        assert _deeds() == [
            ("session.sign_in", "tests"),
            ("session.answer_again", BROWSER),
            ("session.answer_again", BROWSER),
        ]

    def test_is_not_for_what_a_program_has_exchanged(self) -> None:
        """Whoever has stolen its token, and says that they are a browser, has one use of it."""
        first = signed_in(a_person())
        second = successor(first.refresh)
        assert claims_of(successor(second.refresh, browser=BROWSER)) != claims_of(second)
        assert isinstance(reloaded(first.refresh), RefreshTokenReused)

    @pytest.mark.parametrize("time", [LATER, -timedelta(hours=1)])
    def test_is_too_late_after_thirty_seconds_and_never_timed_by_a_clock_set_back(
        self, time: timedelta
    ) -> None:
        first = signed_in(a_person())
        successor(first.refresh, browser=BROWSER)
        passes(time)
        assert isinstance(reloaded(first.refresh), RefreshTokenReused)
        assert only_session().revoked_reason == "refresh_token_reused"

    @pytest.mark.parametrize(("first_from", "then_from"), [("192.0.2.7", "192.0.2.8"), ("", "")])
    def test_gives_nobody_elsewhere_anything(self, first_from: str, then_from: str) -> None:
        first = signed_in(a_person())
        successor(first.refresh, browser=BROWSER, address=first_from)
        assert isinstance(reloaded(first.refresh, address=then_from), RefreshTokenReused)

    def test_exchanges_a_new_token_that_comes_from_elsewhere(self) -> None:
        second = successor(signed_in(a_person()).refresh, browser=BROWSER)
        third = successor(second.refresh, browser=BROWSER, address="192.0.2.8")
        assert claims_of(third) != claims_of(second)
        assert isinstance(reloaded(second.refresh), RefreshTokenReused)

    def test_gives_nothing_of_what_the_version_before_has_exchanged(self) -> None:
        """It writes down that it did, and not for which token."""
        first = signed_in(a_person())
        second = successor(first.refresh, browser=BROWSER)
        passes(LATER)
        RefreshSession.objects.update(current_jti=new_id(), rotated_at=clock())
        for token in (first.refresh, second.refresh):
            RefreshSession.objects.update(revoked_at=None, revoked_reason="")
            assert isinstance(reloaded(token), RefreshTokenReused)

    def test_gives_nothing_of_a_session_that_has_ended(self) -> None:
        asha = a_person()
        first = signed_in(asha)
        second = successor(first.refresh, browser=BROWSER)
        sign_out(second.refresh)
        for token in (first.refresh, second.refresh):
            with pytest.raises(TokenRevoked):
                reloaded(token)

    def test_gives_nothing_once_the_password_has_changed(self) -> None:
        asha = a_person()
        first = signed_in(asha)
        successor(first.refresh, browser=BROWSER)
        new_password_of(asha.id, "another-Harbour-17-kettle")
        with pytest.raises(TokenRevoked):
            reloaded(first.refresh)


def test_of_sixteen_racers_exactly_one_gets_a_successor(fresh_database: Any) -> None:
    outcomes = _raced(signed_in(a_person()), [STRANGER.address] * 16)
    pairs = [each for each in outcomes if isinstance(each, TokenPair)]
    others = Counter(each for each in outcomes if isinstance(each, str))
    assert len(pairs) == 1
    # The first to come too late ends the session; the rest find it ended.
    assert others == {"reused": 1, "revoked": 14}
    with pytest.raises(TokenRevoked):
        rotated(pairs[0].refresh)
    assert fetch_value("SELECT count(*) FROM identity_refresh_session") == 1
    assert fetch_value("SELECT rotation_count FROM identity_refresh_session") == 1


def test_sixteen_pages_of_one_browser_get_the_same_successor(fresh_database: Any) -> None:
    outcomes = _raced(signed_in(a_person()), [STRANGER.address] * 16, browser=BROWSER)
    pairs = [each for each in outcomes if isinstance(each, TokenPair)]
    assert len(pairs) == 16
    assert len({claims_of(each) for each in pairs}) == 1
    assert fetch_value("SELECT rotation_count FROM identity_refresh_session") == 1


class TestOvertaken:
    """Two verbs of one session that meet: the second waits for the first, and sees what it did."""

    def test_an_exchange_by_another(self, fresh_database: Any) -> None:
        first = signed_in(a_person())
        done, outcome = overtaken(lambda: _rotate(first), lambda: rotated(first.refresh))
        assert isinstance(done, TokenPair)
        assert isinstance(outcome, RefreshTokenReused)

    def test_an_exchange_by_the_same_browser(self, fresh_database: Any) -> None:
        first = signed_in(a_person())
        done, outcome = overtaken(lambda: _rotate(first, BROWSER), lambda: reloaded(first.refresh))
        assert claims_of(outcome) == claims_of(done)

    def test_an_exchange_by_the_end(self, fresh_database: Any) -> None:
        first = signed_in(a_person())
        _, outcome = overtaken(
            lambda: actions.blacklist_refresh(
                refresh_token=first.refresh, actor=STRANGER, at=clock()
            ),
            lambda: rotated(first.refresh),
        )
        assert isinstance(outcome, TokenRevoked)

    def test_the_end_by_an_exchange(self, fresh_database: Any) -> None:
        first = signed_in(a_person())
        successor, has_ended = overtaken(lambda: _rotate(first), lambda: sign_out(first.refresh))
        assert has_ended is True
        with pytest.raises(TokenRevoked):
            rotated(successor.refresh)

    def test_a_change_of_password_by_an_exchange(self, fresh_database: Any) -> None:
        asha = a_person()
        first = signed_in(asha)
        successor, outcome = overtaken(
            lambda: _rotate(first),
            lambda: new_password_of(asha.id, "another-Harbour-17-kettle"),
        )
        assert not isinstance(outcome, Exception)
        with pytest.raises(TokenRevoked):
            rotated(successor.refresh)


def _rotate(pair: TokenPair, browser: str | None = None) -> TokenPair | RefreshTokenReused:
    return actions.rotate_refresh(
        refresh_token=pair.refresh, browser=browser, actor=STRANGER, at=clock()
    )


def _raced(
    pair: TokenPair, addresses: list[str], *, browser: str | None = None
) -> list[TokenPair | str]:
    """What each of them is told who exchange the same token at the same time."""
    start = Barrier(len(addresses))

    def race(address: str) -> TokenPair | str:
        start.wait()
        try:
            outcome = rotated(pair.refresh, browser=browser, address=address)
        except TokenRevoked:
            return "revoked"
        finally:
            connection.close()
        return outcome if isinstance(outcome, TokenPair) else "reused"

    with ThreadPoolExecutor(len(addresses)) as threads:
        return list(threads.map(race, addresses))


def _deeds() -> list[Any]:
    """What is on record about sessions, and of which browser."""
    return fetch_all(
        "SELECT action, after->>'user_agent' FROM audit_record"
        " WHERE subject LIKE 'session/%%' ORDER BY id"
    )
