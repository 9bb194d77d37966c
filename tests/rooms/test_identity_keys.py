"""API keys on the real database: made once, recognised with one query, stopped at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import psycopg
import pytest

from adulis.identity import actions, queries
from adulis.identity.errors import (
    AddressNotAllowed,
    ApiKeyAlreadyRotated,
    ApiKeyExpired,
    ApiKeyNotActive,
    ApiKeyNotFound,
    ApiKeyRevoked,
    InvalidApiKey,
    KeyLimitsInvalid,
    MerchantNotFound,
)
from adulis.identity.models import ApiKey, Membership
from adulis.identity.values import PAYOUTS_WRITE, READ, Caller, IssuedKey, MemberRole
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.db import clock, fetch_all, transaction
from adulis.timers import actions as timers
from tests.people import WORLD, Person, a_merchant, a_person, an_api_key, join
from tests.racing import at_once
from tests.rows import changed_since, everything


def recognised(raw: str, address: str = "192.0.2.7") -> queries.Recognised:
    return queries.recognise(raw, address=address, request_id="request-of-a-test")


def caller(key: IssuedKey, address: str = "192.0.2.7") -> Caller:
    return recognised(key.raw, address).caller


def revoke(merchant_id: UUID, key_id: UUID) -> bool:
    with transaction():
        return actions.revoke_api_key(
            merchant_id=merchant_id, key_id=key_id, actor=WORLD, at=clock()
        )


@pytest.mark.django_db
class TestCreate:
    def test_stores_no_usable_key(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha))
        secret = key.raw.rpartition("_")[2]
        everything = fetch_all("SELECT k::text FROM identity_api_key AS k")
        everything += fetch_all("SELECT r::text FROM audit_record AS r")
        everything += fetch_all("SELECT e::text FROM events_event AS e")
        assert secret not in str(everything)
        assert key.prefix in str(everything)
        assert len(bytes(ApiKey.objects.get().secret_hash)) == 32

    def test_keeps_scopes_in_one_order_and_networks_in_one_spelling(self) -> None:
        asha = a_person()
        an_api_key(
            asha,
            a_merchant(asha),
            (PAYOUTS_WRITE, READ, READ),
            allowed_addresses=["10.1.2.3/8", "192.0.2.7", "2001:DB8::/32"],
        )
        row = ApiKey.objects.get()
        assert row.scopes == ["read", "payouts:write"]
        assert row.allowed_addresses == ["10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32"]

    @pytest.mark.parametrize(
        ("more", "pointer"),
        [
            ({"scopes": ()}, "/scopes"),
            ({"scopes": ("read", "admin")}, "/scopes"),
            ({"allowed_addresses": ["10.0.0.1", "here"]}, "/allowed_addresses/1"),
        ],
    )
    def test_refuses_limits_that_make_no_sense(self, more: Any, pointer: str) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        with pytest.raises(KeyLimitsInvalid) as refused:
            an_api_key(asha, merchant_id, **more)
        assert refused.value.pointer == pointer
        assert ApiKey.objects.count() == 0

    def test_refuses_an_expiry_in_the_past(self) -> None:
        asha = a_person()
        with pytest.raises(KeyLimitsInvalid) as refused:
            an_api_key(asha, a_merchant(asha), expires_at=clock())
        assert refused.value.pointer == "/expires_at"

    def test_refuses_who_does_not_belong_there(self) -> None:
        asha, ravi = a_person(), a_person("ravi@example.com")
        with pytest.raises(MerchantNotFound):
            an_api_key(ravi, a_merchant(asha))


@pytest.mark.django_db
class TestRecognise:
    def test_with_one_query(self, django_assert_num_queries: Any) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        a_merchant(asha, "Asha Imports")
        key = an_api_key(asha, merchant_id, (READ, PAYOUTS_WRITE))
        with django_assert_num_queries(1):
            found = caller(key)
        assert found.actor == Actor(
            ActorKind.API_KEY, str(key.id), str(asha.id), "192.0.2.7", "request-of-a-test"
        )
        assert found.user_id == asha.id
        assert found.scopes == frozenset(("read", "payouts:write"))
        assert found.key_id == key.id
        assert found.key_merchant_id == merchant_id
        # Asha owns two merchants; the key knows the one it was made for.
        assert dict(found.memberships) == {merchant_id: MemberRole.OWNER}
        assert found.throttle_subject == str(key.id)

    def test_as_the_person_is_now(self) -> None:
        asha, ravi = a_person(), a_person("ravi@example.com")
        merchant_id = a_merchant(asha)
        join(ravi, merchant_id, MemberRole.FINANCE)
        key = an_api_key(ravi, merchant_id)
        Membership.objects.filter(user_id=ravi.id).update(role=MemberRole.VIEWER)
        assert caller(key).memberships[merchant_id] is MemberRole.VIEWER
        Membership.objects.filter(user_id=ravi.id).delete()
        with pytest.raises(ApiKeyRevoked):
            caller(key)

    def test_not_when_its_person_is_deactivated(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha))
        with transaction():
            actions.deactivate_user(user_id=asha.id, reason="why", actor=WORLD, at=clock())
        with pytest.raises(ApiKeyRevoked):
            caller(key)

    @pytest.mark.parametrize(
        "change",
        [
            lambda raw: raw[:-1] + ("a" if raw[-1] != "a" else "b"),
            lambda raw: raw.replace("sk_test_", "sk_live_"),
            lambda raw: raw.swapcase().replace("SK_TEST_", "sk_test_"),
            lambda raw: raw[:17] + "0" * 43,
            lambda raw: raw[:16],
        ],
    )
    def test_not_when_anything_differs(self, change: Callable[[str], str]) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha))
        with pytest.raises(InvalidApiKey):
            recognised(change(key.raw))

    def test_until_it_expires(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha), expires_at=clock() + timedelta(hours=1))
        assert caller(key).key_id == key.id
        ApiKey.objects.update(expires_at=clock())
        with pytest.raises(ApiKeyExpired):
            caller(key)

    @pytest.mark.parametrize("address", ["192.0.2.7", "10.255.0.1", "2001:db8::1"])
    def test_from_an_address_on_its_list(self, address: str) -> None:
        asha = a_person()
        key = an_api_key(
            asha,
            a_merchant(asha),
            allowed_addresses=["192.0.2.7", "10.0.0.0/8", "2001:db8::/32"],
        )
        assert caller(key, address).key_id == key.id

    @pytest.mark.parametrize("address", ["192.0.2.8", "11.0.0.1", "2001:db9::1", "", "unknown"])
    def test_from_no_other_address(self, address: str) -> None:
        asha = a_person()
        key = an_api_key(
            asha,
            a_merchant(asha),
            allowed_addresses=["192.0.2.7", "10.0.0.0/8", "2001:db8::/32"],
        )
        with pytest.raises(AddressNotAllowed):
            caller(key, address)


@pytest.mark.django_db
class TestRevoke:
    def test_stops_it_at_once(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        key = an_api_key(asha, merchant_id)
        assert revoke(merchant_id, key.id) is True
        with pytest.raises(ApiKeyRevoked):
            caller(key)

    def test_twice_is_once(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        key = an_api_key(asha, merchant_id)
        assert [revoke(merchant_id, key.id), revoke(merchant_id, key.id)] == [True, False]
        facts = fetch_all("SELECT type FROM events_event WHERE subject = %s", [f"api-key/{key.id}"])
        assert facts == [("api_key.created",), ("api_key.revoked",)]

    def test_not_by_another_merchant(self) -> None:
        asha, ravi = a_person(), a_person("ravi@example.com")
        key = an_api_key(asha, a_merchant(asha))
        with pytest.raises(ApiKeyNotFound):
            revoke(a_merchant(ravi, "Ravi Traders"), key.id)
        assert caller(key).key_id == key.id


@pytest.mark.django_db
class TestLastUse:
    def note(self, found: Caller) -> bool:
        assert found.key_id is not None
        with transaction():
            return actions.note_key_use(key_id=found.key_id, actor=found.actor, at=found.seen_at)

    def test_is_written_down_once_a_minute(self) -> None:
        asha = a_person()
        key = an_api_key(asha, a_merchant(asha))
        first = recognised(key.raw)
        assert first.is_key_use_due
        assert self.note(first.caller) is True
        row = ApiKey.objects.get()
        assert (row.last_used_at, row.last_used_from) == (first.caller.seen_at, "192.0.2.7")
        assert not recognised(key.raw).is_key_use_due
        ApiKey.objects.update(last_used_at=clock() - timedelta(seconds=61))
        assert recognised(key.raw).is_key_use_due


def test_noting_a_use_waits_for_nobody(fresh_database: Any) -> None:
    asha = a_person()
    found = caller(an_api_key(asha, a_merchant(asha)))
    assert found.key_id is not None
    with psycopg.connect(fresh_database.owner_url) as other:
        other.execute("SELECT 1 FROM identity_api_key FOR UPDATE")
        with transaction():
            noted = actions.note_key_use(key_id=found.key_id, actor=found.actor, at=found.seen_at)
    assert noted is False


def rotate(person: Person, merchant_id: UUID, key_id: UUID, hours: int = 24) -> IssuedKey:
    with transaction():
        return actions.rotate_api_key(
            merchant_id=merchant_id,
            key_id=key_id,
            made_by=person.id,
            overlap=timedelta(hours=hours),
            actor=WORLD,
            at=clock(),
        )


def pass_hours(hours: int) -> None:
    with transaction():
        timers.advance_clock(seconds=hours * 3600, actor=WORLD, at=clock())


@pytest.mark.django_db
class TestRotate:
    LIMITS: ClassVar = {"allowed_addresses": ["192.0.2.0/24"], "scopes": (PAYOUTS_WRITE, READ)}

    def test_makes_the_same_key_with_another_secret_and_links_the_two(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        old = an_api_key(asha, merchant_id, **self.LIMITS)
        new = rotate(asha, merchant_id, old.id)
        assert new.raw != old.raw
        assert caller(new).scopes == caller(old).scopes == frozenset((PAYOUTS_WRITE, READ))
        with pytest.raises(AddressNotAllowed):
            caller(new, "198.51.100.1")
        one, other = ApiKey.objects.get(id=old.id), ApiKey.objects.get(id=new.id)
        assert (one.rotated_to, other.rotated_from) == (new.id, old.id)
        assert (one.name, other.name) == ("a program", "a program")
        assert other.expires_at is None

    def test_lets_the_old_one_go_on_for_the_overlap_and_no_longer(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        old = an_api_key(asha, merchant_id)
        new = rotate(asha, merchant_id, old.id, hours=2)
        pass_hours(1)
        assert caller(old).key_id == old.id
        pass_hours(1)
        with pytest.raises(ApiKeyExpired):
            caller(old)
        assert caller(new).key_id == new.id

    def test_without_an_overlap_stops_the_old_one_at_once(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        old = an_api_key(asha, merchant_id)
        rotate(asha, merchant_id, old.id, hours=0)
        with pytest.raises(ApiKeyExpired):
            caller(old)

    def test_lengthens_no_life(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        ends = clock() + timedelta(hours=1)
        old = an_api_key(asha, merchant_id, expires_at=ends)
        new = rotate(asha, merchant_id, old.id)
        assert list(ApiKey.objects.values_list("expires_at", flat=True)) == [ends, ends]
        pass_hours(1)
        for each in (old, new):
            with pytest.raises(ApiKeyExpired):
                caller(each)

    def test_leaves_facts_and_audit_records(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        old = an_api_key(asha, merchant_id)
        rotate(asha, merchant_id, old.id)
        kinds = fetch_all("SELECT type FROM events_event WHERE subject = %s", [f"api-key/{old.id}"])
        assert kinds == [("api_key.created",), ("api_key.rotated",)]
        deeds = fetch_all(
            "SELECT action FROM audit_record WHERE subject = %s ORDER BY id",
            [f"api-key/{old.id}"],
        )
        assert deeds == [("api_key.create",), ("api_key.rotate",)]

    def test_refuses(self) -> None:
        asha = a_person()
        merchant_id = a_merchant(asha)
        other = a_merchant(a_person("eve@example.com"), "Eve's")
        rotated, revoked = an_api_key(asha, merchant_id), an_api_key(asha, merchant_id)
        expired = an_api_key(asha, merchant_id, expires_at=clock() + timedelta(hours=1))
        new = rotate(asha, merchant_id, rotated.id)
        revoke(merchant_id, revoked.id)
        pass_hours(1)
        before = everything()
        for where, key, refusal in (
            (merchant_id, rotated, ApiKeyAlreadyRotated),
            (merchant_id, revoked, ApiKeyNotActive),
            (merchant_id, expired, ApiKeyNotActive),
            (other, new, ApiKeyNotFound),
        ):
            with pytest.raises(refusal):
                rotate(asha, where, key.id)
        assert changed_since(before) == {}


def test_a_key_rotated_twice_at_once_is_rotated_once(fresh_database: Any) -> None:
    asha = a_person()
    merchant_id = a_merchant(asha)
    old = an_api_key(asha, merchant_id)
    outcomes = at_once(3, lambda _: rotate(asha, merchant_id, old.id))
    assert outcomes == ["api_key_already_rotated", "api_key_already_rotated", "done"]
    assert ApiKey.objects.count() == 2
