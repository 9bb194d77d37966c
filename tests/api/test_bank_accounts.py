"""``/bank-accounts/`` over HTTP: added, checked, renamed, archived, and never shown whole."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import Settings

from adulis.kernel import db
from tests.asking import keyed
from tests.bank import SimulatedBank
from tests.doors import problem_of
from tests.openapi import CheckedApi
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

NUMBER, IFSC = "50100200300400", "HDFC0CAACOB"
ACCOUNT = {"holder_name": "Asha Rao", "account_number": NUMBER, "ifsc": IFSC}


@pytest.fixture(autouse=True)
def _settings(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop(accounts=0)


@pytest.fixture
def api(shop: Shop) -> CheckedApi:
    return CheckedApi(shop.api_key())


def pointers(answer: Any) -> list[str]:
    return [next(iter(each.values())) for each in answer.json()["errors"]]


@pytest.mark.django_db
class TestAdd:
    def test_by_number(self, api: CheckedApi) -> None:
        answer = api.post("/bank-accounts/", ACCOUNT | {"nickname": "Rent"}, keyed())
        told = answer.json()
        assert answer.status_code == 201
        assert (told["kind"], told["number"], told["ifsc"], told["nickname"]) == (
            "account", "••••0400", IFSC, "Rent",
        )  # fmt: skip
        assert (told["status"], told["verification"]) == ("active", "unverified")
        assert NUMBER not in answer.content.decode()
        assert api.get(f"/bank-accounts/{told['id']}/").json() == told

    def test_by_upi_address(self, api: CheckedApi) -> None:
        answer = api.post(
            "/bank-accounts/", {"holder_name": "Asha Rao", "vpa": "asha@okbank"}, keyed()
        )
        assert (answer.json()["kind"], answer.json()["number"]) == ("vpa", "as••••@okbank")

    def test_again_under_a_new_key_it_is_the_same_and_200(self, api: CheckedApi) -> None:
        first = api.post("/bank-accounts/", ACCOUNT, keyed())
        again = api.post("/bank-accounts/", ACCOUNT | {"nickname": "Other"}, keyed())
        assert (first.status_code, again.status_code) == (201, 200)
        assert again.json() == first.json()

    @pytest.mark.parametrize(
        "ifsc", ["HDFC0CAACOB", "SBIN0000001", "ICIC0AB12CD", "UTIB0CCH274", "KKBK0ZZZZZZ"]
    )
    def test_letters_in_the_branch_part_are_real(self, api: CheckedApi, ifsc: str) -> None:
        answer = api.post("/bank-accounts/", ACCOUNT | {"ifsc": ifsc}, keyed())
        assert answer.status_code == 201

    @pytest.mark.parametrize(
        ("change", "pointer"),
        [
            ({"ifsc": "hdfc0caacob"}, "/ifsc"),
            ({"ifsc": "HDFC1CAACOB"}, "/ifsc"),
            ({"ifsc": "HDFC0CAACO"}, "/ifsc"),
            ({"ifsc": "HDFC0CAACOBB"}, "/ifsc"),
            ({"ifsc": "HDF00CAACOB"}, "/ifsc"),
            ({"ifsc": "HDFC0CAACO-"}, "/ifsc"),
            ({"ifsc": "HDFC0CAACOB\n"}, "/ifsc"),
            ({"ifsc": None}, "/ifsc"),
            ({"account_number": "1234"}, "/account_number"),
            ({"account_number": "x" * 36}, "/account_number"),
            ({"account_number": "5010 0200 3004"}, "/account_number"),
            ({"account_number": "50100-200300"}, "/account_number"),
            ({"account_number": 50100200300400}, "/account_number"),
            ({"account_number": "५०१००२००३००"}, "/account_number"),
            ({"holder_name": ""}, "/holder_name"),
            ({"holder_name": "A"}, "/holder_name"),
            ({"holder_name": "x" * 121}, "/holder_name"),
            ({"holder_name": "<script>"}, "/holder_name"),
            ({"holder_name": "Asha\nRao"}, "/holder_name"),
            ({"holder_name": "1234"}, "/holder_name"),
            ({"nickname": "x" * 61}, "/nickname"),
            ({"vpa": "asha@okbank"}, "/account_number"),
            ({"verification": "verified"}, "/verification"),
        ],
    )
    def test_refuses_and_points(
        self, api: CheckedApi, change: dict[str, Any], pointer: str
    ) -> None:
        before = everything()
        answer = api.post("/bank-accounts/", ACCOUNT | change, keyed())
        assert problem_of(answer) == (400, "malformed")
        assert pointers(answer) == [pointer]
        assert changed_since(before, "identity_api_key") == {}

    @pytest.mark.parametrize(
        "body",
        [
            {"holder_name": "Asha Rao"},
            {"holder_name": "Asha Rao", "ifsc": IFSC},
            {"holder_name": "Asha Rao", "account_number": NUMBER},
            {"holder_name": "Asha Rao", "vpa": "asha"},
            {"holder_name": "Asha Rao", "vpa": "@okbank"},
            {"holder_name": "Asha Rao", "vpa": "a b@okbank"},
            {"holder_name": "Asha Rao", "vpa": "asha@ok bank"},
            {"account_number": NUMBER, "ifsc": IFSC},
        ],
    )
    def test_wants_one_of_two_and_all_of_it(self, api: CheckedApi, body: dict[str, Any]) -> None:
        answer = api.post("/bank-accounts/", body, keyed())
        assert problem_of(answer) == (400, "malformed")


@pytest.mark.django_db
class TestAfterwards:
    @pytest.fixture
    def account(self, api: CheckedApi) -> str:
        return str(api.post("/bank-accounts/", ACCOUNT, keyed()).json()["id"])

    def test_renamed(self, api: CheckedApi, account: str) -> None:
        answer = api.patch(f"/bank-accounts/{account}/", {"nickname": "Rent"})
        assert (answer.status_code, answer.json()["nickname"]) == (200, "Rent")
        assert api.patch(f"/bank-accounts/{account}/", {"nickname": ""}).json()["nickname"] == ""

    @pytest.mark.parametrize(
        "body", [{}, {"nickname": 7}, {"nickname": "Rent", "ifsc": IFSC}, {"holder_name": "X Y"}]
    )
    def test_nothing_else_of_it_changes(
        self, api: CheckedApi, account: str, body: dict[str, Any]
    ) -> None:
        before = everything()
        assert problem_of(api.patch(f"/bank-accounts/{account}/", body)) == (400, "malformed")
        assert changed_since(before, "identity_api_key") == {}

    def test_archived(self, api: CheckedApi, account: str) -> None:
        path = f"/bank-accounts/{account}/archive/"
        assert api.post(path, {}, keyed()).json()["status"] == "archived"
        assert problem_of(api.post(path, {}, keyed())) == (409, "bank_account_archived")

    def test_listed_newest_first(self, api: CheckedApi, account: str) -> None:
        second = api.post(
            "/bank-accounts/", ACCOUNT | {"account_number": "50100200300401"}, keyed()
        ).json()["id"]
        api.post(f"/bank-accounts/{account}/archive/", {}, keyed())
        assert [each["id"] for each in api.get("/bank-accounts/").json()["results"]] == [
            second, account,
        ]  # fmt: skip
        page = api.get("/bank-accounts/", status="archived").json()
        assert [each["id"] for each in page["results"]] == [account]
        assert problem_of(api.get("/bank-accounts/", status="lost")) == (400, "malformed")

    def test_with_no_answer_from_the_bank_nothing_is_known(
        self, api: CheckedApi, account: str, settings: Settings
    ) -> None:
        settings.BANK_BASE_URL = "http://127.0.0.1:9"  # nobody there
        before = everything()
        answer = api.post(f"/bank-accounts/{account}/verify/")
        assert problem_of(answer) == (503, "bank_not_answering")
        assert int(answer.headers["Retry-After"]) >= 1
        assert changed_since(before, "identity_api_key") == {}


class TestVerify:
    """With the real bank: who has the account, and does it take money?"""

    @pytest.mark.parametrize(
        ("number", "name", "verification", "registered"),
        [
            ("900000000000", "Asha Rao", "verified", "ASHA RAO"),
            ("900000000011", "Asha Rao", "failed", None),
            ("900000000014", "Asha Rao", "failed", None),
            ("900000000022", "Asha Rao", "failed", "SOMEBODY ELSE ENTIRELY"),
            ("900000000023", "Asha Krishnamurthy", "verified", "A KRISHNAMURTHY"),
        ],
    )
    def test_says_whose_it_is(
        self, shared_bank: SimulatedBank, number: str, name: str, verification: str,
        registered: str | None,
    ) -> None:  # fmt: skip
        api = CheckedApi(a_shop(accounts=0).api_key())
        body = ACCOUNT | {"account_number": number, "holder_name": name}
        account = api.post("/bank-accounts/", body, keyed()).json()["id"]
        told = api.post(f"/bank-accounts/{account}/verify/").json()
        assert (told["verification"], told["registered_name"]) == (verification, registered)
        assert told["verified_at"] is not None
        assert told["number"].startswith("••••")
        assert db.fetch_value("SELECT count(*) FROM ledger_entry") == 0
