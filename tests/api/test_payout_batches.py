"""Payouts by the file, through the door: send, look at every row, approve, cancel."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from adulis.identity.values import READ, MemberRole, OperatorRole
from adulis.payouts import tasks
from adulis.payouts.models import Payout, PayoutBatch
from tests.doors import Api, problem_of
from tests.people import Person, signed_in
from tests.world import PASSWORD, Shop, a_member, a_person, a_shop

pytestmark = pytest.mark.django_db
BATCHES = "/payout-batches/"


def key(value: str = "") -> dict[str, str]:
    return {"Idempotency-Key": value or str(uuid4())}


def keyed(shop: Shop, *scopes: str) -> Api:
    """A program of the shop."""
    return Api(shop.api_key(*scopes), shop.id)


def person(shop: Shop, who: tuple[UUID, str]) -> Api:
    """Somebody signed in, looking at the shop."""
    return Api(signed_in(Person(*who), password=PASSWORD).access, shop.id)


def json_of(shop: Shop, *paise: int) -> dict[str, Any]:
    account = str(shop.accounts[0].id)
    return {"rows": [{"amount_paise": each, "bank_account_id": account} for each in paise]}


def csv_of(shop: Shop, *paise: int) -> bytes:
    lines = [f"{each},{shop.accounts[0].id}\r\n" for each in paise]
    return "".join(["amount_paise,bank_account_id\r\n", *lines]).encode()


def send_csv(api: Api, body: bytes, query: str = "", headers: Any = None) -> Any:
    return api.raw(BATCHES + query, body, content_type="text/csv", headers=headers or key())


# --- Sending --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_batch_is_checked_and_shown(kind: str) -> None:
    shop = a_shop(paise=10_000)
    api = keyed(shop)
    if kind == "json":
        sent = api.post(f"{BATCHES}?name=May", json_of(shop, 500, 99, 700), headers=key())
    else:
        sent = send_csv(api, csv_of(shop, 500, 99, 700), "?name=May")
    assert sent.status_code == 201, sent.content
    batch = sent.json()
    moments = {name: batch.pop(name) for name in ("id", "created_at")}
    assert batch == {
        "merchant_id": str(shop.id),
        "name": "May",
        "status": "validated",
        "row_count": 3,
        "rows": {"valid": 2, "invalid": 1, "refused": 0, "created": 0},
        "payouts": {
            "pending": 0, "processing": 0, "completed": 0, "failed": 0, "cancelled": 0,
        },
        "total_paise": 1_200,
        "adds_bank_accounts": False,
        "waiting": {
            "for": "approval",
            "on": "somebody who may pay",
            "until": None,
            "then": "Each valid row becomes a payout.",
        },
        "approved_at": None,
        "finished_at": None,
        "allowed_moves": ["approve", "cancel"],
    }  # fmt: skip
    assert api.get(f"{BATCHES}{moments['id']}/").json() == {**batch, **moments}
    assert api.get(BATCHES).json()["results"] == [{**batch, **moments}]
    assert api.get(BATCHES, status="finished").json()["count"] == 0
    first_line = 1 if kind == "json" else 2
    rows = api.get(f"{BATCHES}{moments['id']}/rows/", status="invalid").json()
    assert rows["count"] == 1
    assert rows["results"] == [
        {
            "line": first_line + 1,
            "row_key": f"line-{first_line + 1}",
            "status": "invalid",
            "errors": [
                {
                    "code": "payout_below_minimum",
                    "detail": "A payout is at least ₹1.00.",
                    "pointer": "/amount_paise",
                }
            ],
            "amount_paise": 99,
            "beneficiary": f"Asha Rao ••••{shop.accounts[0].number[-4:]}",
            "bank_account_id": str(shop.accounts[0].id),
            "mode": None,
            "narration": "",
            "reference": "",
            "purpose": "payout",
            "payout_id": None,
            "payout_status": None,
        }
    ]
    assert Payout.objects.count() == 0


def test_an_approved_batch_shows_the_payout_of_every_row() -> None:
    shop = a_shop(paise=1_000)
    api = keyed(shop)
    batch = api.post(BATCHES, json_of(shop, 600, 700, 300), headers=key()).json()
    approved = api.post(f"{BATCHES}{batch['id']}/approve/", headers=key())
    assert (approved.status_code, approved.json()["status"]) == (200, "approved")
    assert approved.json()["waiting"]["for"] == "worker"
    tasks.run_batches()
    shown = api.get(f"{BATCHES}{batch['id']}/").json()
    assert (shown["status"], shown["waiting"], shown["allowed_moves"]) == ("finished", None, [])
    assert shown["rows"] == {"valid": 0, "invalid": 0, "refused": 1, "created": 2}
    assert shown["payouts"]["pending"] == 2
    page = api.get(f"{BATCHES}{batch['id']}/rows/", limit=2).json()
    following = api.get(f"{BATCHES}{batch['id']}/rows/", limit=2, offset=2).json()
    assert page["next"].endswith("?limit=2&offset=2")
    rows = page["results"] + following["results"]
    assert [(row["line"], row["status"], row["payout_status"]) for row in rows] == [
        (1, "created", "pending"),
        (2, "refused", None),
        (3, "created", "pending"),
    ]
    assert rows[1]["errors"][0]["code"] == "insufficient_funds"
    payout = api.get(f"/payouts/{rows[0]['payout_id']}/").json()
    assert (payout["amount_paise"], payout["status"]) == (600, "pending")


def test_new_bank_details_are_never_shown() -> None:
    shop = a_shop()
    told = {"holder_name": "Binu", "account_number": "99887766554", "ifsc": "UTIB0000553"}
    api = keyed(shop)
    sent = api.post(BATCHES, {"rows": [{"amount_paise": 500, **told}]}, headers=key())
    assert sent.json()["adds_bank_accounts"] is True
    assert sent.json()["waiting"]["on"] == "an owner, because it names new bank accounts"
    rows = api.get(f"{BATCHES}{sent.json()['id']}/rows/")
    assert rows.json()["results"][0]["beneficiary"] == "Binu ••••6554"
    assert b"99887766554" not in sent.content + rows.content


# --- The same again -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_the_same_batch_with_the_same_key_is_one_batch(kind: str) -> None:
    shop = a_shop()
    api, same = keyed(shop), key()

    def send(*paise: int) -> Any:
        if kind == "json":
            return api.post(BATCHES, json_of(shop, *paise), headers=same)
        return send_csv(api, csv_of(shop, *paise), headers=same)

    first, again, other = send(500, 700), send(500, 700), send(500, 701)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.content == first.content
    assert again.headers["Idempotent-Replayed"] == "true"
    assert problem_of(other) == (409, "idempotency_key_reused")
    assert PayoutBatch.objects.count() == 1


def test_approving_again_with_the_same_key_replays_and_with_another_is_too_late() -> None:
    shop = a_shop(paise=1_000)
    api, same = keyed(shop), key()
    batch = api.post(BATCHES, json_of(shop, 500), headers=key()).json()
    first = api.post(f"{BATCHES}{batch['id']}/approve/", headers=same)
    tasks.run_batches()
    again = api.post(f"{BATCHES}{batch['id']}/approve/", headers=same)
    assert again.content == first.content
    late = api.post(f"{BATCHES}{batch['id']}/approve/", headers=key())
    assert problem_of(late) == (409, "illegal_move")
    assert Payout.objects.count() == 1


# --- What is refused ------------------------------------------------------------------------------


def test_what_is_not_a_batch() -> None:
    shop = a_shop()
    api = keyed(shop)
    assert problem_of(api.post(BATCHES, [1], headers=key())) == (400, "malformed")
    assert problem_of(api.post(BATCHES, {"rows": "x"}, headers=key())) == (400, "malformed")
    assert problem_of(api.post(BATCHES, {"rows": [], "x": 1}, headers=key())) == (400, "malformed")
    assert problem_of(api.post(BATCHES, {"rows": []}, headers=key())) == (422, "batch_unreadable")
    assert problem_of(send_csv(api, b"")) == (400, "malformed")
    assert problem_of(send_csv(api, b"\n")) == (422, "batch_unreadable")
    assert problem_of(send_csv(api, b"amount;vpa\n")) == (422, "batch_unreadable")
    assert problem_of(send_csv(api, b"\xff")) == (422, "batch_unreadable")
    many = json_of(shop, *[500] * 10_001)
    assert problem_of(api.post(BATCHES, many, headers=key())) == (422, "batch_too_large")
    assert problem_of(api.post(BATCHES, json_of(shop, 500))) == (400, "idempotency_key_invalid")
    huge = b"amount_paise\n" + b"1" * (10 * 1_048_576)
    assert problem_of(send_csv(api, huge)) == (413, "body_too_large")
    plain = api.raw(BATCHES, b"amount_paise\n1\n", content_type="text/plain", headers=key())
    assert problem_of(plain) == (415, "unsupported_media_type")
    latin = api.raw(BATCHES, b"\n", content_type="text/csv; charset=latin-1", headers=key())
    assert problem_of(latin) == (415, "unsupported_media_type")
    assert PayoutBatch.objects.count() == 0


def test_a_cancelled_batch_cannot_be_approved() -> None:
    shop = a_shop()
    api = keyed(shop)
    batch = api.post(BATCHES, json_of(shop, 500), headers=key()).json()
    cancelled = api.post(f"{BATCHES}{batch['id']}/cancel/", headers=key())
    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    late = api.post(f"{BATCHES}{batch['id']}/approve/", headers=key())
    assert problem_of(late) == (409, "illegal_move")


# --- Every kind of caller -------------------------------------------------------------------------


def answers(api: Api, shop: Shop, batch_id: str) -> list[int]:
    """Look at the list, at the batch and at its rows; send one; cancel it."""
    return [
        answer.status_code
        for answer in (
            api.get(BATCHES),
            api.get(f"{BATCHES}{batch_id}/"),
            api.get(f"{BATCHES}{batch_id}/rows/"),
            api.post(BATCHES, json_of(shop, 500), headers=key()),
            api.post(f"{BATCHES}{batch_id}/cancel/", headers=key()),
        )
    ]


def test_who_may_do_what() -> None:
    shop, other = a_shop(), a_shop()

    def a_batch() -> str:
        sent = keyed(shop).post(BATCHES, json_of(shop, 500), headers=key())
        return str(sent.json()["id"])

    operator = a_person("Olga", operator_role=OperatorRole.FINANCE)
    may_look, may_pay = [200, 200, 200, 403, 403], [200, 200, 200, 201, 200]
    assert answers(Api(merchant=shop.id), shop, a_batch()) == [401] * 5
    assert answers(person(shop, a_member(shop, MemberRole.VIEWER)), shop, a_batch()) == may_look
    assert answers(keyed(shop, READ), shop, a_batch()) == may_look
    assert answers(person(shop, operator), shop, a_batch()) == may_look
    assert answers(person(shop, a_member(shop, MemberRole.FINANCE)), shop, a_batch()) == may_pay
    assert answers(person(shop, (shop.owner_id, shop.owner_email)), shop, a_batch()) == may_pay
    assert answers(keyed(shop), shop, a_batch()) == may_pay
    # Another merchant's batch does not exist, and neither does the other merchant.
    assert answers(keyed(other), other, a_batch()) == [200, 404, 404, 201, 404]
    assert answers(person(shop, (other.owner_id, other.owner_email)), shop, a_batch()) == [404] * 5


def test_approving_takes_an_owner_where_it_has_to() -> None:
    shop = a_shop(paise=10_000)
    finance = person(shop, a_member(shop, MemberRole.FINANCE))
    viewer = person(shop, a_member(shop, MemberRole.VIEWER))
    batch = finance.post(BATCHES, json_of(shop, 500), headers=key()).json()
    approve = f"{BATCHES}{batch['id']}/approve/"
    assert problem_of(viewer.post(approve, headers=key())) == (403, "role_too_low")
    assert finance.post(approve, headers=key()).status_code == 200
    told = {"amount_paise": 500, "holder_name": "Binu", "vpa": "binu@okbank"}
    batch = finance.post(BATCHES, {"rows": [told]}, headers=key()).json()
    approve = f"{BATCHES}{batch['id']}/approve/"
    assert problem_of(finance.post(approve, headers=key())) == (403, "role_too_low")
    assert keyed(shop).post(approve, headers=key()).status_code == 200


def test_every_list_takes_the_merchant_as_a_parameter() -> None:
    shop = a_shop()
    api = Api(shop.api_key())
    for path in ("/payouts/", "/bank-accounts/", "/cases/", "/ledger/", BATCHES):
        assert api.get(path, merchant_id=str(shop.id)).status_code == 200, path
        assert api.get(path, merchant_id=str(uuid4())).status_code == 404, path
