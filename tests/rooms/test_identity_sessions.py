"""Signing in, being known, signing out: on the real database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from adulis.identity import actions, queries
from adulis.identity.errors import (
    InvalidCredentials,
    InvalidToken,
    SessionNotFound,
    TokenExpired,
    TokenRevoked,
)
from adulis.identity.models import RefreshSession
from adulis.identity.tokens import TokenUse, read
from adulis.identity.values import Device, MemberRole, OperatorRole, TokenPair
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.db import clock, fetch_all, fetch_value, transaction
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
from tests.sessions import (
    STRANGER,
    caller,
    new_password_of,
    only_session,
    rotated,
    sign_out,
    successor,
)


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
        new_password_of(asha.id, "another-Harbour-17-kettle")
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
class TestBlacklist:
    def test_ends_the_session_and_says_so(self) -> None:
        pair = signed_in(a_person())
        assert sign_out(pair.refresh) is True
        assert only_session().revoked_reason == "signed_out"
        with pytest.raises(TokenRevoked):
            rotated(pair.refresh)

    def test_twice_is_once(self) -> None:
        pair = signed_in(a_person())
        assert [sign_out(pair.refresh), sign_out(pair.refresh)] == [True, False]

    def test_takes_a_token_that_was_rotated_before(self) -> None:
        first = signed_in(a_person())
        second = successor(first.refresh)
        assert sign_out(first.refresh) is True
        with pytest.raises(TokenRevoked):
            caller(second)

    def test_refuses_what_is_no_refresh_token(self) -> None:
        with pytest.raises(InvalidToken):
            sign_out(signed_in(a_person()).access)


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
