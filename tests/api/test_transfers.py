"""``/transfers/``: shapes, refusals, each side's own view."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from adulis.identity.models import Merchant
from adulis.identity.values import TRANSFERS_WRITE, MemberRole, Verification
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.money import rupees
from adulis.limits.values import LimitKind
from adulis.transfers import actions
from adulis.transfers.models import Transfer
from adulis.wallets import queries as wallets
from tests.asking import REPLAYED, key_made_by, keyed
from tests.doors import Api, problem_of
from tests.rows import changed_since, everything
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def asha() -> Shop:
    return a_shop("Asha Exports", paise=100_000)


@pytest.fixture
def binu() -> Shop:
    return a_shop("Binu Traders")


@pytest.fixture
def api(asha: Shop) -> Api:
    return Api(asha.api_key())


def number_of(shop: Shop) -> str:
    found = wallets.virtual_account_of(shop.id)
    assert found is not None
    return found


def send(api: Api, to: Shop, paise: int = 40_000, **more: Any) -> Any:
    return api.post("/transfers/", {"to": number_of(to), "amount_paise": paise, **more}, keyed())


def test_the_sender_sees_all_of_it(api: Api, asha: Shop, binu: Shop) -> None:
    answer = send(api, binu, note="March", reference="R1")
    assert answer.status_code == 201
    told = answer.json()
    row = Transfer.objects.get()
    assert row.finished_at is not None
    assert {name: told[name] for name in told if not name.endswith("_at")} == {
        "id": str(row.id), "merchant_id": str(asha.id), "direction": "out",
        "counterparty_name": "Binu Traders", "amount_paise": 40_000, "fee_paise": 0,
        "tax_paise": 0, "currency": "INR", "status": "completed", "waiting": None,
        "note": "March", "reference": "R1",
    }  # fmt: skip
    assert api.get(f"/transfers/{row.id}/").json() == told
    assert (asha.available, binu.available) == (60_000, 40_000)


def test_the_receiver_sees_their_own_side_and_no_more(api: Api, asha: Shop, binu: Shop) -> None:
    transfer_id = send(api, binu, note="March", reference="R1").json()["id"]
    answer = Api(binu.api_key()).get(f"/transfers/{transfer_id}/")
    told = answer.json()
    shown = (told["direction"], told["counterparty_name"], told["note"], told["amount_paise"])
    assert shown == ("in", "Asha Exports", "March", 40_000)
    assert (told["reference"], told["fee_paise"], told["tax_paise"]) == (None, None, None)
    assert str(asha.id) not in answer.content.decode()
    assert "60000" not in answer.content.decode()


def test_a_third_sees_nothing(api: Api, binu: Shop) -> None:
    transfer_id = send(api, binu).json()["id"]
    third = Api(a_shop("Chitra").api_key())
    assert problem_of(third.get(f"/transfers/{transfer_id}/")) == (404, "transfer_not_found")
    assert third.get("/transfers/").json()["results"] == []


def test_lists_both_directions_newest_first_and_by_cursor(api: Api, asha: Shop, binu: Shop) -> None:
    other = Api(binu.api_key())
    ids = [send(api, binu, 10_000).json()["id"]]
    ids += [send(other, asha, 1_000).json()["id"]]
    ids += [send(api, binu, 10_000).json()["id"]]
    for caller in (api, other):
        told = caller.get("/transfers/").json()
        assert told["count"] == 3
        assert [each["id"] for each in told["results"]] == ids[::-1]
    assert [each["direction"] for each in api.get("/transfers/").json()["results"]] == [
        "out", "in", "out",
    ]  # fmt: skip
    one = api.get("/transfers/", direction="in").json()
    assert [each["id"] for each in one["results"]] == [ids[1]]
    pages = [api.get("/transfers/", limit=1, offset=place).json() for place in range(3)]
    assert [each["results"][0]["id"] for each in pages] == ids[::-1]


class TestAboveTheThreshold:
    @pytest.fixture
    def waiting(self, asha: Shop, binu: Shop, api: Api) -> dict[str, Any]:
        with db.transaction():
            actions.set_approval_threshold(
                merchant_id=asha.id, above=rupees(10_000), actor=asha.actor, at=db.clock()
            )
        found: dict[str, Any] = send(api, binu).json()
        return found

    def test_it_says_what_it_waits_for(self, waiting: dict[str, Any]) -> None:
        assert waiting["status"] == "awaiting_approval"
        assert waiting["finished_at"] is None
        assert waiting["waiting"]["for"] == "approval"
        assert waiting["waiting"]["on"] == "another owner of this merchant"

    def test_until_when_is_told(self, api: Api, waiting: dict[str, Any]) -> None:
        told = api.get(f"/transfers/{waiting['id']}/").json()
        assert told["waiting"]["until"] > told["created_at"]

    def test_the_receiver_hears_nothing_of_it(self, binu: Shop, waiting: dict[str, Any]) -> None:
        other = Api(binu.api_key())
        assert other.get("/transfers/").json()["results"] == []
        answer = other.get(f"/transfers/{waiting['id']}/")
        assert problem_of(answer) == (404, "transfer_not_found")

    def test_the_receiver_finds_it_by_when_it_arrived(
        self, api: Api, asha: Shop, binu: Shop, waiting: dict[str, Any]
    ) -> None:
        asked = db.clock()
        owner, _ = a_member(asha, MemberRole.OWNER)
        with db.transaction():
            actions.approve_transfer(
                merchant_id=asha.id, transfer_id=waiting["id"],
                actor=Actor(ActorKind.USER, str(owner), str(owner)), at=db.clock(),
            )  # fmt: skip
        found = []
        for caller in (Api(binu.api_key()), api):
            after = caller.get("/transfers/", created_after=asked.isoformat()).json()
            before = caller.get("/transfers/", created_before=asked.isoformat()).json()
            found.append((after["count"], before["count"]))
        assert found == [(1, 0), (0, 1)]


class TestRefusals:
    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({}, 400, "validation_failed"),
            ({"amount_paise": 0}, 400, "validation_failed"),
            ({"amount_paise": True}, 400, "validation_failed"),
            ({"amount_paise": "100"}, 400, "validation_failed"),
            ({"amount_paise": 100, "to": "ADUL000000000000"}, 422, "recipient_unusable"),
            (
                {"amount_paise": 100, "to": "0193ab00-0000-7000-8000-00000000dead"},
                422,
                "recipient_unusable",
            ),
            ({"amount_paise": 100_001}, 409, "insufficient_funds"),
            ({"amount_paise": 100, "mode": "IMPS"}, 400, "validation_failed"),
        ],
        ids=str,
    )
    def test_change_nothing(
        self, api: Api, asha: Shop, binu: Shop, body: dict[str, Any], status: int, code: str
    ) -> None:
        before = everything()
        answer = api.post("/transfers/", {"to": str(binu.id), **body}, keyed())
        assert answer.status_code == status
        if status != 400:
            assert problem_of(answer) == (status, code)
        assert changed_since(before, "identity_api_key", "api_idempotency_key") == {}

    def test_of_viewers_and_of_keys_without_the_scope(self, asha: Shop, binu: Shop) -> None:
        viewer, _ = a_member(asha, MemberRole.VIEWER)
        assert problem_of(send(Api(key_made_by(asha, viewer)), binu)) == (403, "role_too_low")
        reads = Api(asha.api_key("read", "payouts:write"))
        assert problem_of(send(reads, binu)) == (403, "scope_missing")
        assert send(Api(asha.api_key(TRANSFERS_WRITE)), binu).status_code == 201

    def test_are_kept_under_their_key(self, api: Api, asha: Shop, binu: Shop) -> None:
        key, body = keyed(), {"to": str(binu.id), "amount_paise": 200_000}
        first = api.post("/transfers/", body, key)
        asha.credit(500_000)
        again = api.post("/transfers/", body, key)
        assert (again.status_code, again.content) == (409, first.content)
        assert again.headers[REPLAYED] == "true"


class TestRecipient:
    def test_is_shown_by_name_and_nothing_else(self, api: Api, binu: Shop) -> None:
        number = number_of(binu)
        spelt = f"{number[:4].lower()} {number[4:]}"
        assert api.get("/transfers/recipient/", to=spelt).json() == {
            "account_number": number, "name": "Binu Traders",
        }  # fmt: skip

    @pytest.mark.parametrize(
        "change", [{"verification": Verification.REFUSED}, {"state": "closed"}]
    )
    def test_whom_nobody_can_send_to_is_not_there(
        self, api: Api, binu: Shop, change: dict[str, str]
    ) -> None:
        Merchant.objects.filter(id=binu.id).update(**change)
        for to in (number_of(binu), "ADUL000000000000"):
            answer = api.get("/transfers/recipient/", to=to)
            assert problem_of(answer) == (404, "recipient_not_found")

    def test_is_asked_for_a_few_times_a_minute(
        self, settings: Settings, api: Api, binu: Shop
    ) -> None:
        settings.THROTTLES = {**settings.THROTTLES, "recipients_per_caller": (0.001, 2)}
        statuses = [
            api.get("/transfers/recipient/", to=number_of(binu)).status_code for _ in range(3)
        ]
        assert statuses == [200, 200, 429]


def test_limits_tell_what_is_left(api: Api, asha: Shop, binu: Shop) -> None:
    Merchant.objects.filter(id=asha.id).update(tier="starter")
    lakh = 100_000 * 100
    send(api, binu, 40_000)
    asha.pay_out(10_000)
    told = api.get("/limits/").json()
    assert told["tier"] == "starter"
    rows = {(each["kind"], each["window"]): each for each in told["limits"]}
    assert rows["transfer_out", "single"] == {
        "kind": "transfer_out", "window": "single", "maximum_paise": 2 * lakh, "used_paise": None,
        "left_paise": 2 * lakh, "renews_at": None,
    }  # fmt: skip
    day = rows["transfer_out", "day"]
    assert (day["used_paise"], day["left_paise"]) == (40_000, 10 * lakh - 40_000)
    assert rows["transfer_out", "month"]["left_paise"] == 50 * lakh - 40_000
    # A payout counts when it is sent to the bank.
    assert rows["payout", "day"]["used_paise"] == 0
    assert rows["payout", "month"]["left_paise"] is None
    assert {kind for kind, _ in rows} == set(LimitKind)
    received = Api(binu.api_key()).get("/limits/").json()["limits"]
    assert [each["used_paise"] for each in received if each["kind"] == "transfer_in"] == [
        None, 40_000, 40_000,
    ]  # fmt: skip
    # Of the standard tier no single movement has a limit of its own.
    single = [each for each in received if each["window"] == "single"]
    assert [each["maximum_paise"] for each in single] == [None] * 4


def test_limits_count_deposits_as_asking_for_them_does(api: Api, asha: Shop) -> None:
    Merchant.objects.filter(id=asha.id).update(tier="starter")
    lakh = 100_000 * 100
    first = api.post("/deposits/", {"amount_minor": 2 * lakh}, keyed()).json()
    cancelled = api.post(f"/deposits/{first['id']}/cancel/", {}, keyed()).json()
    # The gateway has not closed its page: it may be paid still, so it counts.
    assert cancelled["status"] == "cancelled"

    def of_deposits(window: str) -> dict[str, Any]:
        found: dict[str, Any] = next(
            each
            for each in api.get("/limits/").json()["limits"]
            if (each["kind"], each["window"]) == ("deposit", window)
        )
        return found

    assert of_deposits("single")["maximum_paise"] == 2 * lakh
    assert of_deposits("day")["used_paise"] == 2 * lakh
    assert of_deposits("month")["left_paise"] == 48 * lakh
    for _ in range(4):
        api.post("/deposits/", {"amount_minor": 2 * lakh}, keyed())
    assert of_deposits("day")["left_paise"] == 0
    refused = api.post("/deposits/", {"amount_minor": 100}, keyed())
    assert problem_of(refused) == (422, "deposit_above_limit")


def test_the_ledger_says_which_transfer_it_was(api: Api, binu: Shop) -> None:
    transfer_id = send(api, binu).json()["id"]
    line = api.get("/ledger/", limit=1).json()["results"][0]
    assert line["subject"] == f"transfer/{transfer_id}"
