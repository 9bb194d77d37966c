"""Signing in, rotating, signing out: on the real database, races included."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import F

from adulis.identity import actions, queries
from adulis.identity.errors import (
    InvalidCredentials,
    InvalidToken,
    RefreshTokenReused,
    SessionNotFound,
    TokenExpired,
    TokenRevoked,
)
from adulis.identity.models import RefreshSession
from adulis.identity.tokens import Claims, TokenUse, read
from adulis.identity.values import Caller, Device, MemberRole, OperatorRole, TokenPair, stranger
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.db import clock, fetch_all, fetch_value, transaction
from adulis.kernel.ids import new_id
from tests.bank import overtaken
from tests.letters import kinds_to, newest_to
from tests.people import (
    DEVICE,
    PASSWORD,
    WORLD,
    Person,
    a_merchant,
    a_person,
    join,
    signed_in,
)
from tests.rows import changed_since, everything

STRANGER = stranger("192.0.2.7", "request-of-a-test")


# A browser that asks again at once, where it is, is given the same again.
LATER = timedelta(seconds=30)
BROWSER = "Firefox"


def rotated(
    refresh_token: str, *, browser: str | None = None, address: str = STRANGER.address
) -> TokenPair | RefreshTokenReused:
    with transaction():
        return actions.rotate_refresh(
            refresh_token=refresh_token,
            browser=browser,
            actor=replace(STRANGER, address=address),
            at=clock(),
        )


def reloaded(refresh_token: str, **where: Any) -> TokenPair | RefreshTokenReused:
    return rotated(refresh_token, browser=BROWSER, **where)


def passes(time: timedelta) -> None:
    """As if the last exchange had been that much earlier."""
    RefreshSession.objects.update(replaced_at=F("replaced_at") - time)


def successor(refresh_token: str, **how: Any) -> TokenPair:
    pair = rotated(refresh_token, **how)
    assert isinstance(pair, TokenPair)
    return pair


def caller(pair: TokenPair) -> Caller:
    return queries.caller_for_access_token(
        pair.access, address="192.0.2.7", request_id="request-of-a-test"
    )


def only_session() -> RefreshSession:
    return RefreshSession.objects.get()


@pytest.mark.django_db
class TestSignIn:
    def test_opens_a_session_and_tells_who_it_is(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        pair = signed_in(asha)
        found = caller(pair)
        assert found.user_id == asha.id
        assert found.actor == Actor(
            ActorKind.USER, str(asha.id), str(asha.id), "192.0.2.7", "request-of-a-test"
        )
        assert dict(found.memberships) == {merchant_id: MemberRole.OWNER}
        assert found.standings[merchant_id].name == "Asha Exports"
        assert found.scopes is None
        assert not found.is_operator
        assert found.session_id == only_session().id

    def test_knows_the_email_in_any_case(self) -> None:
        asha = a_person("Asha@Example.COM")
        assert signed_in(asha).user_id == asha.id

    def test_lasts_as_long_as_the_settings_say(self) -> None:
        at = clock()
        pair = signed_in(a_person(), at=at)
        assert pair.access_expires_at - at == timedelta(seconds=600)
        assert pair.refresh_expires_at - at == timedelta(days=14)
        assert read(TokenUse.ACCESS, pair.access).expires_at == pair.access_expires_at.replace(
            microsecond=0
        )

    @pytest.mark.parametrize(
        ("email", "password"),
        [
            ("asha@example.com", "wrong"),
            ("asha@example.com", ""),
            ("asha@example.com", PASSWORD.upper()),
            ("nobody@example.com", PASSWORD),
            ("", PASSWORD),
        ],
    )
    def test_refuses_without_saying_what_was_wrong(self, email: str, password: str) -> None:
        a_person()
        with pytest.raises(InvalidCredentials) as refused, transaction():
            actions.sign_in(
                email=email,
                password=password,
                device=DEVICE,
                actor=STRANGER,
                at=clock(),
            )
        assert refused.value.detail == "E-mail or password is wrong."
        assert refused.value.facts == {}
        assert RefreshSession.objects.count() == 0

    def test_hashes_for_a_stranger_too(self) -> None:
        """As much work for an unknown e-mail as for a wrong password, counted, not timed."""
        from django.contrib.auth.hashers import Argon2PasswordHasher

        worked: list[str] = []
        encode = Argon2PasswordHasher.encode

        def counting(self: Any, password: str, salt: str) -> str:
            worked.append(password)
            return str(encode(self, password, salt))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Argon2PasswordHasher, "encode", counting)
            with pytest.raises(InvalidCredentials), transaction():
                actions.sign_in(
                    email="nobody@example.com",
                    password="a guess",
                    device=DEVICE,
                    actor=STRANGER,
                    at=clock(),
                )
        assert worked == ["a guess"]

    def test_refuses_a_deactivated_person(self) -> None:
        asha = a_person()
        with transaction():
            actions.deactivate_user(user_id=asha.id, reason="why", actor=WORLD, at=clock())
        with pytest.raises(InvalidCredentials):
            signed_in(asha)

    def test_leaves_a_fact_and_an_audit_record(self) -> None:
        asha = a_person()
        signed_in(asha)
        subject = f"session/{only_session().id}"
        assert fetch_all("SELECT type FROM events_event WHERE subject = %s", [subject]) == [
            ("session.signed_in",)
        ]
        assert fetch_all(
            "SELECT action, actor_id, address FROM audit_record WHERE subject = %s", [subject]
        ) == [("session.sign_in", str(asha.id), "192.0.2.7")]


@pytest.mark.django_db
class TestAccessToken:
    def test_is_recognised_with_one_query(self, django_assert_num_queries: Any) -> None:
        asha = a_person()
        a_merchant(asha)
        a_merchant(asha, "Asha Imports")
        pair = signed_in(asha)
        with django_assert_num_queries(1):
            assert len(caller(pair).memberships) == 2

    def test_of_a_person_without_a_merchant(self) -> None:
        assert dict(caller(signed_in(a_person())).memberships) == {}

    def test_of_an_operator(self) -> None:
        found = caller(signed_in(a_person(operator_role=OperatorRole.SUPPORT)))
        assert found.operator_role is OperatorRole.SUPPORT
        assert found.actor.kind is ActorKind.OPERATOR

    def test_a_second_before_and_after_it_expires(self) -> None:
        asha = a_person()
        at = clock()
        assert caller(signed_in(asha, at=at - timedelta(seconds=590))).user_id == asha.id
        with pytest.raises(TokenExpired):
            caller(signed_in(asha, at=at - timedelta(seconds=601)))

    def test_stops_when_the_session_is_signed_out(self) -> None:
        pair = signed_in(a_person())
        with transaction():
            actions.blacklist_refresh(refresh_token=pair.refresh, actor=STRANGER, at=clock())
        with pytest.raises(TokenRevoked):
            caller(pair)

    def test_stops_when_the_password_changes(self) -> None:
        asha = a_person()
        pair = signed_in(asha)
        _change_password(asha.id, "another-Harbour-17-kettle")
        with pytest.raises(TokenRevoked):
            caller(pair)

    def test_stops_when_the_person_is_deactivated(self) -> None:
        asha = a_person()
        pair = signed_in(asha)
        with transaction():
            actions.deactivate_user(user_id=asha.id, reason="why", actor=WORLD, at=clock())
        with pytest.raises(TokenRevoked):
            caller(pair)

    def test_shows_the_role_as_it_is_now(self) -> None:
        asha, ravi = a_person(), a_person("ravi@example.com")
        merchant_id = a_merchant(asha)
        pair = signed_in(ravi)
        assert dict(caller(pair).memberships) == {}
        join(ravi, merchant_id, MemberRole.VIEWER)
        assert dict(caller(pair).memberships) == {merchant_id: MemberRole.VIEWER}

    def test_of_a_session_that_is_not_in_the_book(self) -> None:
        pair = signed_in(a_person())
        RefreshSession.objects.all().delete()
        with pytest.raises(InvalidToken):
            caller(pair)


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
        _change_password(asha.id, "another-Harbour-17-kettle")
        with pytest.raises(TokenRevoked):
            rotated(pair.refresh)

    def test_refuses_a_session_opened_while_the_password_changed(self) -> None:
        """The sign-in read the old password before the change and wrote its session after it."""
        asha = a_person()
        pair = signed_in(asha)
        _change_password(asha.id, "another-Harbour-17-kettle")
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
            assert _claims(again) == _claims(second)
            assert caller(again).session_id == only_session().id
        assert only_session().rotation_count == 1

    @pytest.mark.parametrize("is_kept", ["the first", "the second"])
    def test_either_answer_is_good_for_the_next_exchange(self, is_kept: str) -> None:
        first = signed_in(a_person())
        answers = [successor(first.refresh, browser=BROWSER) for _ in range(2)]
        passes(LATER)
        kept = answers[0] if is_kept == "the first" else answers[1]
        third = successor(kept.refresh, browser=BROWSER)
        assert _claims(third) != _claims(kept)
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
        assert _claims(successor(second.refresh, browser=BROWSER)) != _claims(second)
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
        assert _claims(third) != _claims(second)
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
        _sign_out(second.refresh)
        for token in (first.refresh, second.refresh):
            with pytest.raises(TokenRevoked):
                reloaded(token)

    def test_gives_nothing_once_the_password_has_changed(self) -> None:
        asha = a_person()
        first = signed_in(asha)
        successor(first.refresh, browser=BROWSER)
        _change_password(asha.id, "another-Harbour-17-kettle")
        with pytest.raises(TokenRevoked):
            reloaded(first.refresh)


@pytest.mark.django_db
class TestBlacklist:
    def test_ends_the_session_and_says_so(self) -> None:
        pair = signed_in(a_person())
        assert _sign_out(pair.refresh) is True
        assert only_session().revoked_reason == "signed_out"
        with pytest.raises(TokenRevoked):
            rotated(pair.refresh)

    def test_twice_is_once(self) -> None:
        pair = signed_in(a_person())
        assert [_sign_out(pair.refresh), _sign_out(pair.refresh)] == [True, False]

    def test_takes_a_token_that_was_rotated_before(self) -> None:
        first = signed_in(a_person())
        second = successor(first.refresh)
        assert _sign_out(first.refresh) is True
        with pytest.raises(TokenRevoked):
            caller(second)

    def test_refuses_what_is_no_refresh_token(self) -> None:
        with pytest.raises(InvalidToken):
            _sign_out(signed_in(a_person()).access)


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
    assert len({_claims(each) for each in pairs}) == 1
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
        assert _claims(outcome) == _claims(done)

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
        successor, has_ended = overtaken(lambda: _rotate(first), lambda: _sign_out(first.refresh))
        assert has_ended is True
        with pytest.raises(TokenRevoked):
            rotated(successor.refresh)

    def test_a_change_of_password_by_an_exchange(self, fresh_database: Any) -> None:
        asha = a_person()
        first = signed_in(asha)
        successor, outcome = overtaken(
            lambda: _rotate(first),
            lambda: _change_password(asha.id, "another-Harbour-17-kettle"),
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


def _claims(pair: TokenPair) -> Claims:
    return read(TokenUse.REFRESH, pair.refresh)


def _sign_out(refresh_token: str) -> bool:
    with transaction():
        return actions.blacklist_refresh(refresh_token=refresh_token, actor=STRANGER, at=clock())


def _change_password(user_id: Any, new_password: str) -> None:
    with transaction():
        actions.change_password(
            user_id=user_id,
            current_password=PASSWORD,
            new_password=new_password,
            actor=WORLD,
            at=clock(),
        )


def entered(person: Person, device: Device) -> TokenPair:
    with transaction():
        return actions.sign_in(
            email=person.email, password=PASSWORD, device=device, actor=STRANGER, at=clock()
        )


@pytest.mark.django_db
class TestDevices:
    HOME = Device("192.0.2.7", "Firefox")

    def test_the_first_one_is_nothing_to_write_about(self) -> None:
        asha = a_person()
        entered(asha, self.HOME)
        assert kinds_to(asha.email) == []

    @pytest.mark.parametrize(
        ("device", "letters"),
        [
            (HOME, []),
            (Device("192.0.2.99", "Firefox"), []),  # the same network
            (Device("192.0.3.7", "Firefox"), ["new_device"]),
            (Device("192.0.2.7", "Chrome"), ["new_device"]),
            (Device("", ""), ["new_device"]),
        ],
    )
    def test_another_browser_or_network_is_told_by_letter(
        self, device: Device, letters: list[str]
    ) -> None:
        asha = a_person()
        entered(asha, self.HOME)
        entered(asha, device)
        assert kinds_to(asha.email) == letters
        entered(asha, device)
        assert kinds_to(asha.email) == letters
        told = fetch_all(
            "SELECT payload->>'is_new_device' FROM events_event"
            " WHERE type = 'session.signed_in' ORDER BY id"
        )
        assert [new for (new,) in told] == ["false", str(bool(letters)).lower(), "false"]

    def test_the_letter_says_where_and_with_what(self) -> None:
        asha = a_person()
        entered(asha, self.HOME)
        entered(asha, Device("203.0.113.9", "<script>Chrome"))
        letter = newest_to(asha.email)
        assert "Browser: <script>Chrome" in letter.text
        assert "&lt;script&gt;Chrome" in letter.html
        assert letter.page == "settings/sessions"


@pytest.mark.django_db
class TestRevoke:
    def revoke(self, person: Person, session_id: UUID) -> bool:
        with transaction():
            return actions.revoke_session(
                user_id=person.id, session_id=session_id, actor=WORLD, at=clock()
            )

    def test_stops_access_tokens_at_once_and_twice_is_once(self) -> None:
        asha = a_person()
        one, other = signed_in(asha), signed_in(asha)
        session_id = caller(one).session_id
        assert session_id is not None
        assert self.revoke(asha, session_id)
        assert not self.revoke(asha, session_id)
        with pytest.raises(TokenRevoked):
            caller(one)
        with pytest.raises(TokenRevoked):
            rotated(one.refresh)
        assert caller(other).user_id == asha.id
        assert fetch_value(
            "SELECT payload->>'reason' FROM events_event WHERE type = 'session.revoked'"
        ) == "revoked"  # fmt: skip

    def test_is_not_for_somebody_elses(self) -> None:
        asha, eve = a_person(), a_person("eve@example.com")
        session_id = caller(signed_in(asha)).session_id
        assert session_id is not None
        before = everything()
        with pytest.raises(SessionNotFound):
            self.revoke(eve, session_id)
        assert changed_since(before) == {}

    def test_all_others(self) -> None:
        asha, eve = a_person(), a_person("eve@example.com")
        pairs = [signed_in(asha) for _ in range(3)]
        of_eve = signed_in(eve)
        kept = caller(pairs[1]).session_id
        assert kept is not None
        with transaction():
            count = actions.revoke_other_sessions(
                user_id=asha.id, kept_id=kept, actor=WORLD, at=clock()
            )
        assert count == 2
        for pair in (pairs[0], pairs[2]):
            with pytest.raises(TokenRevoked):
                caller(pair)
        assert caller(pairs[1]).user_id == asha.id
        assert caller(of_eve).user_id == eve.id

    def test_a_list_shows_live_ones_only(self) -> None:
        asha = a_person()
        one, other = signed_in(asha), signed_in(asha)
        first, second = caller(one).session_id, caller(other).session_id
        found, count = queries.sessions_of(caller(other), limit=10, offset=0)
        assert [(each.id, each.is_current) for each in found] == [(second, True), (first, False)]
        assert count == 2
        assert first is not None
        self.revoke(asha, first)
        found, count = queries.sessions_of(caller(other), limit=10, offset=0)
        assert ([each.id for each in found], count) == ([second], 1)
        assert found[0].last_used_at == found[0].created_at
        successor(other.refresh)
        found, _ = queries.sessions_of(caller(other), limit=10, offset=0)
        assert found[0].last_used_at > found[0].created_at
