"""``/payouts/`` over HTTP: what is answered, what is refused and where it points, and the lists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from adulis.api.pages import encode_cursor
from adulis.gateways.values import Source, Verdict
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.payouts.models import Payout, PayoutSettings
from tests.asking import key_made_by, keyed, order
from tests.callers.cast import signed_in
from tests.doors import problem_of
from tests.openapi import CheckedApi
from tests.rows import changed_since, everything
from tests.words import said, started
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db

LAKH = 100_000 * 100
PAISE = 60_000


@pytest.fixture(autouse=True)
def _localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


@pytest.fixture
def api(shop: Shop) -> CheckedApi:
    return CheckedApi(shop.api_key())


def pointers(answer: Any) -> list[str]:
    return [next(iter(each.values())) for each in answer.json()["errors"]]


class TestCreate:
    def test_answers_with_the_payout(self, api: CheckedApi, shop: Shop) -> None:
        sent = order(shop, narration="INV 7", reference="R7", metadata={"order": "7"})
        answer = api.post("/payouts/", sent, keyed())
        told = answer.json()
        assert answer.status_code == 201
        assert {name: told[name] for name in sent} == sent
        assert (told["status"], told["mode"], told["currency"]) == ("pending", "IMPS", "INR")
        assert (told["fee_paise"], told["tax_paise"], told["purpose"]) == (0, 0, "payout")
        assert (told["utr"], told["waiting_for"], told["status_details"]) == (None, None, None)
        assert told["waiting"]["for"] == "worker"
        assert told["allowed_moves"] == ["cancel"]
        assert told["merchant_id"] == str(shop.id)
        assert api.get(f"/payouts/{told['id']}/").json() == told

    @pytest.mark.parametrize(
        ("change", "status", "code", "pointer"),
        [
            ({"amount_paise": 99}, 422, "payout_below_minimum", "/amount_paise"),
            ({"amount_paise": 100_001}, 409, "insufficient_funds", "/amount_paise"),
            (
                {"amount_paise": 6 * LAKH, "mode": "IMPS"},
                422,
                "amount_above_mode_limit",
                "/amount_paise",
            ),
            (
                {"amount_paise": LAKH, "mode": "RTGS"},
                422,
                "amount_below_mode_minimum",
                "/amount_paise",
            ),
            ({"mode": "UPI"}, 422, "mode_not_possible", "/mode"),
            (
                {"bank_account_id": str(uuid4())},
                422,
                "bank_account_unusable",
                "/bank_account_id",
            ),
            (
                {"scheduled_at": "2020-01-01T00:00:00Z"},
                422,
                "schedule_not_possible",
                "/scheduled_at",
            ),
            ({"retry_of": str(uuid4())}, 422, "retry_not_possible", "/retry_of"),
            ({"bank_account_id": "7"}, 400, "malformed", "/bank_account_id"),
            ({"bank_account_id": None}, 400, "malformed", "/bank_account_id"),
            ({"mode": "imps"}, 400, "malformed", "/mode"),
            ({"mode": None}, 400, "malformed", "/mode"),
            ({"narration": "x" * 31}, 400, "malformed", "/narration"),
            ({"narration": "line\nbreak"}, 400, "malformed", "/narration"),
            ({"reference": "x" * 41}, 400, "malformed", "/reference"),
            ({"purpose": "bribe"}, 400, "malformed", "/purpose"),
            ({"scheduled_at": "tomorrow"}, 400, "malformed", "/scheduled_at"),
            ({"scheduled_at": "2030-01-01T00:00:00"}, 400, "malformed", "/scheduled_at"),
            ({"queue_if_low_balance": "yes"}, 400, "malformed", "/queue_if_low_balance"),
            ({"queue_if_low_balance": 1}, 400, "malformed", "/queue_if_low_balance"),
            ({"metadata": []}, 400, "malformed", "/metadata"),
            ({"metadata": {"a": 1}}, 400, "malformed", "/metadata"),
            ({"metadata": {"a": "x" * 501}}, 400, "malformed", "/metadata"),
            ({"metadata": {str(n): "" for n in range(21)}}, 400, "malformed", "/metadata"),
            ({"status": "completed"}, 400, "malformed", "/status"),
            ({"merchant_id": str(uuid4())}, 400, "malformed", "/merchant_id"),
            ({"fee_paise": 0}, 400, "malformed", "/fee_paise"),
        ],
    )
    def test_refuses_and_points(
        self, api: CheckedApi, shop: Shop, change: dict[str, Any], status: int, code: str,
        pointer: str,
    ) -> None:  # fmt: skip
        before = everything()
        answer = api.post("/payouts/", order(shop) | change, keyed())
        assert problem_of(answer) == (status, code)
        assert pointers(answer) == [pointer]
        kept = {"api_idempotency_key": 1} if status in {409, 422} else {}
        assert changed_since(before, "identity_api_key") == kept

    def test_names_everything_that_is_wrong_at_once(self, api: CheckedApi) -> None:
        answer = api.post("/payouts/", {"amount_paise": "1", "mode": "X", "odd": 1}, keyed())
        assert problem_of(answer) == (400, "malformed")
        assert pointers(answer) == ["/odd"]
        answer = api.post("/payouts/", {"amount_paise": "1", "mode": "X"}, keyed())
        assert sorted(pointers(answer)) == ["/amount_paise", "/bank_account_id", "/mode"]

    def test_tells_how_much_there_is(self, api: CheckedApi, shop: Shop) -> None:
        answer = api.post("/payouts/", order(shop, 150_000), keyed())
        assert problem_of(answer) == (409, "insufficient_funds")
        assert (answer.json()["available_paise"], answer.json()["required_paise"]) == (
            100_000, 150_000,
        )  # fmt: skip

    def test_a_foreign_account_is_refused_as_an_absent_one(
        self, api: CheckedApi, shop: Shop
    ) -> None:
        told = []
        for account_id in (a_shop().accounts[0].id, uuid4()):
            answer = api.post(
                "/payouts/", order(shop) | {"bank_account_id": str(account_id)}, keyed()
            )
            body = answer.json()
            del body["request_id"]
            told.append((answer.status_code, body))
        assert told[0] == told[1]

    @pytest.mark.parametrize("body", [b"", b"[]", b"null", b"7", b'"x"'])
    def test_wants_an_object(self, api: CheckedApi, body: bytes) -> None:
        answer = api.raw("/payouts/", body, headers=keyed())
        assert answer.status_code == 400


class TestLook:
    @pytest.mark.parametrize(
        ("words", "status", "waiting", "moves"),
        [
            ([], "processing", "bank_processing", []),
            ([Verdict.ACCEPTED], "processing", "bank_processing", []),
            ([Verdict.UNKNOWN], "processing", "bank_confirmation", []),
            ([Verdict.SUCCESS], "completed", None, []),
            ([Verdict.REFUSED], "failed", None, ["retry"]),
            ([Verdict.SUCCESS, Verdict.RETURNED], "completed", None, ["retry"]),
            ([Verdict.REFUSED, Verdict.SUCCESS], "failed", None, []),
        ],
    )
    def test_says_where_it_stands(
        self, api: CheckedApi, shop: Shop, words: list[Verdict], status: str, waiting: str | None,
        moves: list[str],
    ) -> None:  # fmt: skip
        payout = shop.pay_out(PAISE)
        attempt = started(payout)
        for word in words:
            source = Source.SUBMISSION if word is Verdict.UNKNOWN else Source.CALLBACK
            said(attempt, word, source, utr="UTR1", code="ACCOUNT_CLOSED")
        told = api.get(f"/payouts/{payout.id}/").json()
        assert (told["status"], told["allowed_moves"]) == (status, moves)
        assert (told["waiting"] or {}).get("for") == waiting
        assert told["in_doubt"] is (words == [Verdict.UNKNOWN])
        assert told["returned"] is (Verdict.RETURNED in words)
        assert told["paid_late"] is (words == [Verdict.REFUSED, Verdict.SUCCESS])
        if status == "failed":
            details = told["status_details"]
            assert (details["reason"], details["source"]) == ("account_closed", "beneficiary_bank")
            assert details["next_step"]

    def test_the_timeline_has_every_move_and_every_word(self, api: CheckedApi, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        attempt = started(payout)
        said(attempt, Verdict.UNKNOWN, Source.SUBMISSION)
        said(attempt, Verdict.SUCCESS, utr="UTR1")
        said(attempt, Verdict.RETURNED, Source.CALLBACK, utr="UTR2")
        told = api.get(f"/payouts/{payout.id}/timeline/").json()
        said_and_done = [(step["kind"], step["what"]) for step in told["steps"]]
        assert [each for each in said_and_done if each[0] != "posting"] == [
            ("fact", "payout.created"), ("fact", "payout.processing"),
            ("fact", "payout.in_doubt"), ("submission", "in_doubt"),
            ("fact", "payout.completed"), ("enquiry", "paid"),
            ("fact", "payout.returned"), ("callback", "returned"),
        ]  # fmt: skip
        assert [what for kind, what in said_and_done if kind == "posting"] == [
            "payout_held", "payout_completed", "payout_returned",
        ]  # fmt: skip
        [shown] = told["attempts"]
        assert (shown["bank_reference"], shown["status"], shown["sent_count"]) == (
            attempt.reference, "confirmed_success", 1,
        )  # fmt: skip
        assert told["return"]["amount_paise"] == PAISE
        assert told["payout"] == api.get(f"/payouts/{payout.id}/").json()

    @pytest.mark.parametrize("what", ["", "timeline/"])
    def test_another_merchants_looks_like_an_absent_one(self, api: CheckedApi, what: str) -> None:
        foreign = a_shop(paise=PAISE).pay_out(PAISE)
        answers = [api.get(f"/payouts/{each}/{what}") for each in (foreign.id, uuid4())]
        assert [problem_of(each) for each in answers] == [(404, "payout_not_found")] * 2


class TestVerbs:
    def test_cancel_gives_the_money_back(self, api: CheckedApi, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        told = api.post(f"/payouts/{payout.id}/cancel/", {}, keyed()).json()
        assert (told["status"], told["status_details"]["reason"]) == (
            "cancelled", "cancelled_by_merchant",
        )  # fmt: skip
        assert shop.available == 100_000

    def test_cancel_is_too_late_once_it_was_given_to_the_bank(
        self, api: CheckedApi, shop: Shop
    ) -> None:
        payout = shop.pay_out(PAISE)
        started(payout)
        answer = api.post(f"/payouts/{payout.id}/cancel/", {}, keyed())
        assert problem_of(answer) == (409, "illegal_move")
        assert (answer.json()["state"], answer.json()["allowed_moves"]) == ("processing", [])

    def test_approval_by_another_owner(self, api: CheckedApi, shop: Shop) -> None:
        PayoutSettings.objects.create(merchant_id=shop.id, approval_above_minor=1_000)
        payout = shop.pay_out(PAISE)
        told = api.get(f"/payouts/{payout.id}/").json()
        assert (told["waiting_for"], told["waiting"]["on"]) == (
            "approval", "another owner of this merchant",
        )  # fmt: skip
        assert told["allowed_moves"] == ["cancel", "approve", "refuse"]
        person = CheckedApi(signed_in(shop.owner_email).access)
        own = person.post(f"/payouts/{payout.id}/approve/", {}, keyed())
        assert problem_of(own) == (403, "approver_is_maker")
        owner, email = a_member(shop, MemberRole.OWNER)
        program = CheckedApi(key_made_by(shop, owner))
        before = everything()
        for verb in ("approve", "refuse"):
            answer = program.post(f"/payouts/{payout.id}/{verb}/", {}, keyed())
            assert problem_of(answer) == (403, "person_required")
        assert changed_since(before, "identity_api_key") == {}
        theirs = CheckedApi(signed_in(email).access)
        told = theirs.post(f"/payouts/{payout.id}/approve/", {}, keyed()).json()
        assert (told["waiting_for"], told["allowed_moves"]) == (None, ["cancel"])
        again = theirs.post(f"/payouts/{payout.id}/approve/", {}, keyed())
        assert problem_of(again) == (409, "illegal_move")

    def test_nothing_to_approve(self, shop: Shop) -> None:
        payout = shop.pay_out(PAISE)
        api = CheckedApi(signed_in(shop.owner_email).access)
        for verb in ("approve", "refuse"):
            answer = api.post(f"/payouts/{payout.id}/{verb}/", {}, keyed())
            assert problem_of(answer) == (404, "approval_not_found")


class TestList:
    @pytest.fixture
    def many(self, shop: Shop) -> list[str]:
        """Seven payouts, newest first."""
        made = [str(shop.pay_out(1_000, reference=f"R{number}").id) for number in range(7)]
        return made[::-1]

    def test_is_newest_first_by_pages(self, api: CheckedApi, many: list[str]) -> None:
        first = api.get("/payouts/", limit=3).json()
        assert [each["id"] for each in first["results"]] == many[:3]
        assert (first["count"], first["count_capped"], first["previous"]) == (7, False, None)
        seen = list(first["results"])
        url = first["next"]
        while url:
            page = api.client.get(url, headers=api.headers).json()
            seen += page["results"]
            url = page["next"]
        assert [each["id"] for each in seen] == many

    def test_by_offset(self, api: CheckedApi, many: list[str]) -> None:
        page = api.get("/payouts/", limit=2, offset=3).json()
        assert [each["id"] for each in page["results"]] == many[3:5]
        assert "offset=5" in page["next"]
        assert "offset=1" in page["previous"]
        assert api.get("/payouts/", limit=2, offset=7).json()["results"] == []

    def test_another_merchants_are_not_in_it(self, api: CheckedApi, many: list[str]) -> None:
        a_shop(paise=PAISE).pay_out(PAISE)
        assert api.get("/payouts/").json()["count"] == 7

    def test_is_narrowed(self, api: CheckedApi, shop: Shop, many: list[str]) -> None:
        done = Payout.objects.get(id=many[-1])
        said(started(done), Verdict.SUCCESS, utr="UTR777")
        assert ids(api, status="completed") == [many[-1]]
        assert ids(api, status="cancelled") == []
        assert ids(api, reference="R3") == [many[3]]
        assert ids(api, reference="R") == []
        assert ids(api, search="utr777") == [many[-1]]
        assert ids(api, search="r3") == [many[3]]
        assert ids(api, search="%") == []
        assert ids(api, search="Asha Rao") == many
        later = (done.created_at + timedelta(microseconds=1)).isoformat()
        assert ids(api, created_after=later) == many[:-1]
        assert ids(api, merchant_id=shop.id) == many

    @pytest.mark.parametrize(
        ("query", "parameter"),
        [
            ({"limit": "0"}, "limit"),
            ({"limit": "101"}, "limit"),
            ({"limit": "1e1"}, "limit"),
            ({"limit": "-1"}, "limit"),
            ({"limit": "१"}, "limit"),
            ({"offset": "10001"}, "offset"),
            ({"offset": "-1"}, "offset"),
            ({"status": "lost"}, "status"),
            ({"created_after": "yesterday"}, "created_after"),
            ({"created_after": "2026-11-21T10:00:00"}, "created_after"),
            ({"search": ""}, "search"),
            ({"search": "x" * 81}, "search"),
            ({"reference": "a\0b"}, "reference"),
            ({"colour": "red"}, "colour"),
            ({"limit": ["1", "2"]}, "limit"),
        ],
    )
    def test_refuses_what_it_does_not_understand(
        self, api: CheckedApi, query: dict[str, Any], parameter: str
    ) -> None:
        answer = api.get("/payouts/", **query)
        assert problem_of(answer) == (400, "malformed")
        assert pointers(answer) == [parameter]

    @pytest.mark.parametrize("cursor", ["x", "eyJ4Ijox:abc", "'; DROP TABLE payouts_payout; --"])
    def test_refuses_a_place_of_its_own_making(self, api: CheckedApi, cursor: str) -> None:
        answer = api.get("/payouts/", cursor=cursor)
        assert problem_of(answer) == (400, "cursor_invalid")

    def test_a_cursor_of_another_list_leads_nowhere(self, api: CheckedApi, many: list[str]) -> None:
        answer = api.get("/payouts/", cursor=encode_cursor("ledger", 7))
        assert problem_of(answer) == (400, "cursor_invalid")
        mine = encode_cursor("payouts", many[2])
        page = api.get("/payouts/", cursor=mine, limit=2).json()
        assert [each["id"] for each in page["results"]] == many[3:5]
        assert page["next"]

    @pytest.mark.full
    def test_counts_to_ten_thousand_and_says_that_there_are_more(
        self, api: CheckedApi, shop: Shop
    ) -> None:
        payout = shop.pay_out(1_000)
        db.execute(
            "INSERT INTO payouts_payout SELECT (jsonb_populate_record(payout,"
            " jsonb_build_object('id', gen_random_uuid()))).*"
            " FROM payouts_payout AS payout CROSS JOIN generate_series(1, 10000)"
            " WHERE payout.id = %s",
            [payout.id],
        )
        page = api.get("/payouts/", limit=1, offset=10_000).json()
        assert (page["count"], page["count_capped"]) == (10_000, True)
        assert len(page["results"]) == 1
        assert "cursor=" not in (api.get("/payouts/", limit=1).json()["next"] or "")


def ids(api: CheckedApi, **query: Any) -> list[str]:
    return [each["id"] for each in api.get("/payouts/", **query).json()["results"]]
