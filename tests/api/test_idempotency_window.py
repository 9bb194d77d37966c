"""What is kept of a request and for how long: bytes for a day, key and outcome for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import Settings

from adulis.api import idempotency
from adulis.api.models import IdempotencyKey
from adulis.kernel.encryption import CannotOpen
from adulis.payouts.models import Payout
from tests.asking import REPLAYED, keyed, order, pass_hours
from tests.doors import Api, problem_of
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

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


class TestAfterTheWindow:
    def test_the_key_answers_with_the_payout_as_it_is_now(self, api: Api, shop: Shop) -> None:
        key = keyed()
        first = api.post("/payouts/", order(shop), key)
        payout = first.json()["id"]
        api.post(f"/payouts/{payout}/cancel/", {}, keyed())
        pass_hours(24.1)
        before = everything()
        again = api.post("/payouts/", order(shop), key)
        assert (again.status_code, again.headers[REPLAYED]) == (200, "true")
        assert (again.json()["id"], again.json()["status"]) == (payout, "cancelled")
        assert again.json() == api.get(f"/payouts/{payout}/").json()
        assert changed_since(before, "identity_api_key") == {}
        assert Payout.objects.count() == 1

    def test_just_before_its_end_the_bytes_are_still_there(self, api: Api, shop: Shop) -> None:
        key = keyed()
        first = api.post("/payouts/", order(shop), key)
        pass_hours(23.9)
        assert idempotency.forget_bytes() == 0
        assert api.post("/payouts/", order(shop), key).content == first.content

    def test_other_parameters_are_still_a_conflict(self, api: Api, shop: Shop) -> None:
        key = keyed()
        api.post("/payouts/", order(shop), key)
        pass_hours(24 * 40)
        answer = api.post("/payouts/", order(shop, 60_001), key)
        assert problem_of(answer) == (409, "idempotency_key_reused")
        assert Payout.objects.count() == 1

    @pytest.mark.parametrize("are_forgotten", [False, True])
    def test_a_refusal_stays_refused(self, api: Api, shop: Shop, *, are_forgotten: bool) -> None:
        key = keyed()
        first = api.post("/payouts/", order(shop, 150_000), key)
        shop.credit(500_000)
        pass_hours(24 * 40)
        if are_forgotten:
            assert idempotency.forget_bytes() == 1
        again = api.post("/payouts/", order(shop, 150_000), key)
        assert (again.status_code, again.headers[REPLAYED]) == (409, "true")
        told, before = again.json(), first.json()
        for member in ("type", "title", "status", "detail", "code", "retryable", "instance"):
            assert told[member] == before[member]
        assert again.headers["Content-Type"] == "application/problem+json"
        assert Payout.objects.count() == 0

    def test_what_could_not_be_done_is_told_in_the_same_words(self, api: Api, shop: Shop) -> None:
        key = keyed()
        path = f"/payouts/{api.post('/payouts/', order(shop), keyed()).json()['id']}/cancel/"
        api.post(path, {}, keyed())
        before = api.post(path, {}, key).json()
        assert before["title"] != before["detail"]
        pass_hours(24 * 40)
        idempotency.forget_bytes()
        told = api.post(path, {}, key).json()
        for member in ("type", "title", "status", "detail", "code", "retryable", "instance"):
            assert told[member] == before[member]

    def test_forgetting_bytes_forgets_nothing_else(self, api: Api, shop: Shop) -> None:
        old, young = keyed(), keyed()
        api.post("/payouts/", order(shop, 10_000), old)
        pass_hours(25)
        fresh = api.post("/payouts/", order(shop, 10_000), young)
        assert (idempotency.forget_bytes(), idempotency.forget_bytes()) == (1, 0)
        assert api.post("/payouts/", order(shop, 10_000), old).status_code == 200
        assert api.post("/payouts/", order(shop, 10_000), young).content == fresh.content
        assert Payout.objects.count() == 2


class TestWhatIsKept:
    def test_the_answer_is_sealed(self, api: Api, shop: Shop) -> None:
        payout = api.post("/payouts/", order(shop, narration="SECRET NARRATION"), keyed()).json()
        kept = IdempotencyKey.objects.get()
        told = f"{kept.body_sealed} {kept.refusal}"
        assert kept.body_sealed.startswith("v1.")
        assert "SECRET" not in told
        assert payout["id"] not in told
        assert (kept.status, kept.subject) == (201, f"payout/{payout['id']}")
        assert kept.created_at - Payout.objects.get().created_at == timedelta(0)

    def test_a_sealed_answer_opens_in_its_own_place_only(self, api: Api, shop: Shop) -> None:
        """Somebody who can write the table cannot pass one answer off as another's."""
        one, other = keyed(), keyed()
        api.post("/payouts/", order(shop, 10_000), one)
        api.post("/payouts/", order(shop, 20_000), other)
        first, second = IdempotencyKey.objects.order_by("id")
        IdempotencyKey.objects.filter(id=second.id).update(body_sealed=first.body_sealed)
        with pytest.raises(CannotOpen):
            api.post("/payouts/", order(shop, 20_000), other)
