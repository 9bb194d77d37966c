"""One intent, one effect, however often it is sent: POSTs with an Idempotency-Key."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from adulis.api.models import IdempotencyKey
from adulis.identity.models import Membership, Merchant
from adulis.identity.values import READ, MemberRole, Verification
from adulis.payouts.models import Payout
from tests.asking import REPLAYED, key_made_by, keyed, order
from tests.doors import Api, problem_of
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


@pytest.fixture
def api(shop: Shop) -> Api:
    return Api(shop.api_key())


class TestTheSameAgain:
    def test_is_the_same_bytes_and_200(self, api: Api, shop: Shop) -> None:
        key = keyed()
        first = api.post("/payouts/", order(shop), key)
        before = everything()
        second = api.post("/payouts/", order(shop), key)
        third = api.post("/payouts/", order(shop), key)
        assert (first.status_code, second.status_code, third.status_code) == (201, 200, 200)
        assert first.content == second.content == third.content
        assert REPLAYED not in first.headers
        assert second.headers[REPLAYED] == third.headers[REPLAYED] == "true"
        assert second.headers["Content-Type"] == first.headers["Content-Type"]
        # No payout, line, event, audit record, nothing.
        assert changed_since(before) == {}
        assert (shop.available, shop.held) == (40_000, 60_000)

    def test_is_what_was_said_then_and_not_what_is_now(self, api: Api, shop: Shop) -> None:
        key = keyed()
        first = api.post("/payouts/", order(shop), key)
        cancelled = api.post(f"/payouts/{first.json()['id']}/cancel/", {}, keyed())
        assert cancelled.json()["status"] == "cancelled"
        assert api.post("/payouts/", order(shop), key).content == first.content
        assert (shop.available, shop.held) == (100_000, 0)

    def test_in_another_order_and_spacing_is_the_same(self, api: Api, shop: Shop) -> None:
        key = keyed()
        first = api.post("/payouts/", order(shop, metadata={"b": "2", "a": "1"}), key)
        account = shop.accounts[0].id
        rewritten = (
            f'{{ "metadata" : {{"a":"1",\n"b":"2"}},\t"bank_account_id":"{account}" ,'
            ' "amount_paise": 60000}'
        )
        second = api.raw("/payouts/", rewritten.encode(), headers=key)
        assert (first.status_code, second.status_code) == (201, 200)
        assert first.content == second.content

    def test_with_escaped_characters_is_the_same(self, api: Api, shop: Shop) -> None:
        key = keyed()
        first = api.post("/payouts/", order(shop, narration="Café"), key)
        plain = json.dumps(order(shop, narration="Café"), ensure_ascii=False).encode()
        assert api.raw("/payouts/", plain, headers=key).content == first.content

    def test_the_key_may_be_quoted_or_in_capitals(self, api: Api, shop: Shop) -> None:
        key = uuid4()
        first = api.post("/payouts/", order(shop), keyed(key))
        for spelling in (f'"{key}"', str(key).upper()):
            again = api.post("/payouts/", order(shop), keyed(spelling))
            assert (again.status_code, again.content) == (200, first.content)


class TestAnotherRequestUnderTheSameKey:
    @pytest.mark.parametrize(
        "changes",
        [
            {"amount_paise": 60_001},
            {"narration": "INV 7"},
            {"queue_if_low_balance": False},
            {"metadata": {}},
            {"reference": ""},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_other_parameters_are_a_conflict(
        self, api: Api, shop: Shop, changes: dict[str, Any]
    ) -> None:
        key = keyed()
        api.post("/payouts/", order(shop), key)
        before = everything()
        answer = api.post("/payouts/", order(shop) | changes, key)
        assert problem_of(answer) == (409, "idempotency_key_reused")
        assert answer.json()["errors"][0]["header"] == "Idempotency-Key"
        assert REPLAYED not in answer.headers
        assert changed_since(before) == {}

    def test_another_account_is_a_conflict(self, api: Api, shop: Shop) -> None:
        key = keyed()
        api.post("/payouts/", order(shop), key)
        other = shop.add_account()
        answer = api.post("/payouts/", order(shop) | {"bank_account_id": str(other.id)}, key)
        assert problem_of(answer) == (409, "idempotency_key_reused")

    def test_another_address_is_a_conflict(self, api: Api, shop: Shop) -> None:
        key = keyed()
        payout = api.post("/payouts/", order(shop), key).json()
        answer = api.post(f"/payouts/{payout['id']}/cancel/", {}, key)
        assert problem_of(answer) == (409, "idempotency_key_reused")
        assert Payout.objects.get().state == "pending"

    def test_the_same_verb_on_another_payout_is_a_conflict(self, api: Api, shop: Shop) -> None:
        one, other = (
            api.post("/payouts/", order(shop, 10_000), keyed()).json()["id"] for _ in range(2)
        )
        key = keyed()
        assert api.post(f"/payouts/{one}/cancel/", {}, key).status_code == 200
        answer = api.post(f"/payouts/{other}/cancel/", {}, key)
        assert problem_of(answer) == (409, "idempotency_key_reused")
        assert Payout.objects.get(id=other).state == "pending"

    def test_under_another_merchant_it_is_another_request(self, shop: Shop) -> None:
        other = a_shop(paise=100_000)
        key = keyed()
        first = Api(shop.api_key()).post("/payouts/", order(shop), key)
        second = Api(other.api_key()).post("/payouts/", order(other), key)
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.json()["id"] != second.json()["id"]
        assert (shop.held, other.held) == (60_000, 60_000)


class TestTheKey:
    @pytest.mark.parametrize(
        "key",
        [
            "",
            " ",
            "1",
            "not-a-uuid",
            "01a1fccc-ac0c-74ac-a687-b1c03a0b0e7",
            "01a1fccc-ac0c-74ac-a687-b1c03a0b0e7bb",
            "01a1fcccac0c74aca687b1c03a0b0e7b",
            "{01a1fccc-ac0c-74ac-a687-b1c03a0b0e7b}",
            "urn:uuid:01a1fccc-ac0c-74ac-a687-b1c03a0b0e7b",
            "01a1fccc-ac0c-74ac-a687-b1c03a0b0e7b ,01a1fccc-ac0c-74ac-a687-b1c03a0b0e7b",
            "01a1fccc-ac0c-74ac-a687-b1c03a0b0e7b\x00",
            "\uff101a1fccc-ac0c-74ac-a687-b1c03a0b0e7b",
            '"01a1fccc-ac0c-74ac-a687-b1c03a0b0e7b',
            '"',
            "x" * 300,
        ],
    )
    def test_must_be_a_uuid(self, api: Api, shop: Shop, key: str) -> None:
        before = everything()
        answer = api.post("/payouts/", order(shop), {"Idempotency-Key": key})
        assert problem_of(answer) == (400, "idempotency_key_invalid")
        assert changed_since(before, "identity_api_key") == {}

    def test_must_be_there(self, api: Api, shop: Shop) -> None:
        answer = api.post("/payouts/", order(shop))
        assert problem_of(answer) == (400, "idempotency_key_invalid")
        assert Payout.objects.count() == 0


class TestRefusals:
    def test_too_little_money_stays_refused_after_a_top_up(self, api: Api, shop: Shop) -> None:
        """A copy delayed by the network must not pay what the client was told is refused."""
        key = keyed()
        first = api.post("/payouts/", order(shop, 150_000), key)
        assert problem_of(first) == (409, "insufficient_funds")
        shop.credit(500_000)
        second = api.post("/payouts/", order(shop, 150_000), key)
        assert (second.status_code, second.content) == (409, first.content)
        assert second.headers[REPLAYED] == "true"
        assert second.headers["Content-Type"] == "application/problem+json"
        assert Payout.objects.count() == 0
        assert (shop.available, shop.held) == (600_000, 0)
        fresh = api.post("/payouts/", order(shop, 150_000), keyed())
        assert fresh.status_code == 201

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({"amount_paise": 99}, 422, "payout_below_minimum"),
            ({"bank_account_id": str(uuid4())}, 422, "bank_account_unusable"),
            ({"mode": "UPI"}, 422, "mode_not_possible"),
            ({"retry_of": str(uuid4())}, 422, "retry_not_possible"),
        ],
    )
    def test_what_is_not_acceptable_replays_with_its_own_status(
        self, api: Api, shop: Shop, body: dict[str, Any], status: int, code: str
    ) -> None:
        key = keyed()
        first = api.post("/payouts/", order(shop) | body, key)
        assert problem_of(first) == (status, code)
        second = api.post("/payouts/", order(shop) | body, key)
        assert (second.status_code, second.content) == (status, first.content)
        assert second.headers[REPLAYED] == "true"

    def test_what_is_not_there_and_what_cannot_be_done_replay_too(
        self, api: Api, shop: Shop
    ) -> None:
        absent, late = keyed(), keyed()
        payout = api.post("/payouts/", order(shop), keyed()).json()["id"]
        api.post(f"/payouts/{payout}/cancel/", {}, keyed())
        nothing = f"/payouts/{uuid4()}/cancel/"
        for path, key, expected in (
            (nothing, absent, (404, "payout_not_found")),
            (f"/payouts/{payout}/cancel/", late, (409, "illegal_move")),
        ):
            first, second = api.post(path, {}, key), api.post(path, {}, key)
            assert problem_of(first) == expected
            assert (second.status_code, second.content) == (first.status_code, first.content)
            assert second.headers[REPLAYED] == "true"

    def test_a_refusal_leaves_nothing_but_its_own_record(self, api: Api, shop: Shop) -> None:
        before = everything()
        api.post("/payouts/", order(shop, 150_000), keyed())
        assert changed_since(before, "identity_api_key") == {"api_idempotency_key": 1}


class TestWhatIsNeverKept:
    def test_a_malformed_request_may_be_mended_under_the_same_key(
        self, api: Api, shop: Shop
    ) -> None:
        key = keyed()
        assert api.post("/payouts/", order(shop, "60000"), key).status_code == 400
        assert api.raw("/payouts/", b"{", headers=key).status_code == 400
        assert IdempotencyKey.objects.count() == 0
        assert api.post("/payouts/", order(shop), key).status_code == 201

    def test_an_unknown_caller_leaves_no_trace(self, api: Api, shop: Shop) -> None:
        key = keyed()
        for stranger in (Api(), Api("sk_test_nobody_nothing")):
            assert stranger.post("/payouts/", order(shop), key).status_code == 401
        assert IdempotencyKey.objects.count() == 0
        assert api.post("/payouts/", order(shop), key).status_code == 201

    def test_a_key_without_the_scope_leaves_no_trace(self, api: Api, shop: Shop) -> None:
        key = keyed()
        answer = Api(shop.api_key(READ)).post("/payouts/", order(shop), key)
        assert problem_of(answer) == (403, "scope_missing")
        assert IdempotencyKey.objects.count() == 0
        assert api.post("/payouts/", order(shop), key).status_code == 201

    def test_an_unverified_merchant_may_try_again_once_it_is_verified(self) -> None:
        shop = a_shop(paise=100_000, verification=Verification.SUBMITTED)
        api, key = Api(shop.api_key()), keyed()
        answer = api.post("/payouts/", order(shop), key)
        assert problem_of(answer) == (403, "merchant_not_verified")
        assert IdempotencyKey.objects.count() == 0
        Merchant.objects.filter(id=shop.id).update(verification=Verification.VERIFIED)
        assert api.post("/payouts/", order(shop), key).status_code == 201

    def test_a_throttled_request_leaves_no_trace(
        self, api: Api, shop: Shop, settings: Settings
    ) -> None:
        settings.THROTTLES = settings.THROTTLES | {"money_per_key": (0.001, 1)}
        key = keyed()
        assert api.post("/payouts/", order(shop, 10_000), keyed()).status_code == 201
        answer = api.post("/payouts/", order(shop, 10_000), key)
        assert problem_of(answer) == (429, "too_many_requests")
        assert IdempotencyKey.objects.count() == 1
        # Limits count each API key on its own.
        again = Api(shop.api_key()).post("/payouts/", order(shop, 10_000), key)
        assert again.status_code == 201


class TestWhoLostThePermission:
    def test_gets_no_replay(self, shop: Shop) -> None:
        binu, _ = a_member(shop, MemberRole.FINANCE)
        his = Api(key_made_by(shop, binu))
        key = keyed()
        assert his.post("/payouts/", order(shop), key).status_code == 201
        Membership.objects.filter(user_id=binu).update(role=MemberRole.VIEWER)
        answer = his.post("/payouts/", order(shop), key)
        assert problem_of(answer) == (403, "role_too_low")
        assert REPLAYED not in answer.headers

    def test_somebody_else_of_the_merchant_gets_one(self, api: Api, shop: Shop) -> None:
        """The key is the merchant's: a second server of theirs may finish what the first began."""
        key = keyed()
        first = api.post("/payouts/", order(shop), key)
        again = Api(shop.api_key()).post("/payouts/", order(shop), key)
        assert (again.status_code, again.content) == (200, first.content)
