"""The door for banks: what is believed, what is kept, what is answered, and what it does once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings
from standardwebhooks import Webhook

from adulis.cases.models import Case
from adulis.gateways.models import Callback
from adulis.gateways.values import Verdict
from adulis.kernel import db
from adulis.payouts import tasks
from adulis.payouts.models import Attempt, Evidence, Payout
from tests.bank import broken_promises
from tests.doors import Api, problem_of
from tests.rows import changed_since, everything
from tests.words import message, said, started
from tests.world import BANK, Shop, a_shop

pytestmark = pytest.mark.django_db

PATH = f"/bank/callbacks/{BANK}/"
SECRET = "whsec_dGhlIHNlY3JldCBvZiB0b2RheQ=="
OLD_SECRET = "whsec_dGhlIHNlY3JldCBvZiB5ZXN0ZXJkYXk="
OTHER_SECRET = "whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldA=="
PAISE = 60_000


@pytest.fixture(autouse=True)
def _settings(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.BANK_CALLBACK_SECRETS = [SECRET]


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=100_000)


@pytest.fixture
def attempt(shop: Shop) -> Attempt:
    """A payment that the bank has accepted."""
    made = started(shop.pay_out(PAISE))
    said(made, Verdict.ACCEPTED)
    return made


def headers(
    body: bytes, event_id: str, *, secret: str = SECRET, ago: timedelta = timedelta(0)
) -> dict[str, str]:
    """Standard Webhooks headers, by the network's clock."""
    sent_at = db.clock() - ago
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": Webhook(secret).sign(event_id, sent_at, body.decode()),
    }


def tell(body: bytes, event_id: str = "", **more: Any) -> Any:
    return Api().raw(PATH, body, headers=headers(body, event_id or f"evt_{uuid4().hex}", **more))


class TestBelieved:
    def test_a_signed_message_is_kept_sealed_and_answered(self, attempt: Attempt) -> None:
        body = message(attempt.reference)
        answer = tell(body, "evt_1")
        assert (answer.status_code, answer.json()) == (200, {"stored": True})
        kept = Callback.objects.get()
        assert (kept.bank, kept.event_id, kept.type) == (BANK, "evt_1", "payment.completed")
        assert (kept.reference, kept.state, kept.claim_count) == (attempt.reference, "received", 0)
        assert "UTR1" not in kept.body_sealed
        # Nothing is done about it at the door.
        attempt.refresh_from_db()
        assert attempt.state == "accepted"

    def test_applied_it_completes_the_payout_once(self, shop: Shop, attempt: Attempt) -> None:
        tell(message(attempt.reference))
        assert tasks.apply_callbacks() == 1
        assert tasks.apply_callbacks() == 0
        assert (Payout.objects.get().state, shop.available, shop.held) == ("completed", 40_000, 0)
        kept = Callback.objects.get()
        assert (kept.state, kept.due_at) == ("applied", None)
        assert kept.applied_at is not None
        assert broken_promises() == []

    @pytest.mark.parametrize("ago", [timedelta(minutes=4), -timedelta(minutes=4)])
    def test_within_five_minutes_of_now(self, attempt: Attempt, ago: timedelta) -> None:
        assert tell(message(attempt.reference), ago=ago).status_code == 200

    def test_with_the_secret_of_yesterday_while_both_are_listed(
        self, attempt: Attempt, settings: Settings
    ) -> None:
        settings.BANK_CALLBACK_SECRETS = [SECRET, OLD_SECRET]
        assert tell(message(attempt.reference), secret=OLD_SECRET).status_code == 200
        assert tell(message(attempt.reference, "returned"), secret=SECRET).status_code == 200
        settings.BANK_CALLBACK_SECRETS = [SECRET]
        late = tell(message(attempt.reference, "rejected"), secret=OLD_SECRET)
        assert problem_of(late) == (401, "callback_forged")

    def test_with_several_signatures_of_which_one_is_right(self, attempt: Attempt) -> None:
        body = message(attempt.reference)
        signed = headers(body, "evt_1")
        wrong = headers(body, "evt_1", secret=OTHER_SECRET)["webhook-signature"]
        signed["webhook-signature"] = f"{wrong} {signed['webhook-signature']}"
        assert Api().raw(PATH, body, headers=signed).status_code == 200


class TestForged:
    @pytest.fixture
    def body(self, attempt: Attempt) -> bytes:
        return message(attempt.reference)

    def refused(self, body: bytes, given: dict[str, str]) -> None:
        before = everything()
        answer = Api().raw(PATH, body, headers=given)
        assert problem_of(answer) == (401, "callback_forged")
        assert changed_since(before) == {}

    @pytest.mark.parametrize(
        "missing", ["webhook-id", "webhook-timestamp", "webhook-signature", "all"]
    )
    def test_without_a_header(self, body: bytes, missing: str) -> None:
        given = headers(body, "evt_1")
        self.refused(body, {} if missing == "all" else given | {missing: ""})

    @pytest.mark.parametrize("secret", [OTHER_SECRET, OLD_SECRET])
    def test_with_another_secret(self, body: bytes, secret: str) -> None:
        self.refused(body, headers(body, "evt_1", secret=secret))

    @pytest.mark.parametrize(
        "signature",
        ["v1,", "v1", ",", "v1,AAAA", "v0,{good}", "{bare}", "v1a,{good}", "v1,ünïcode", "\x00"],
    )
    def test_with_a_signature_of_another_kind(self, body: bytes, signature: str) -> None:
        given = headers(body, "evt_1")
        bare = given["webhook-signature"].removeprefix("v1,")
        told = signature.replace("{good}", bare).replace("{bare}", bare)
        self.refused(body, given | {"webhook-signature": told})

    def test_in_hexadecimal_or_in_capitals(self, body: bytes) -> None:
        given = headers(body, "evt_1")
        bare = given["webhook-signature"].removeprefix("v1,")
        self.refused(body, given | {"webhook-signature": f"v1,{bare.encode().hex()}"})
        self.refused(body, given | {"webhook-signature": f"v1,{bare.swapcase()}"})

    def test_with_one_byte_changed(self, body: bytes) -> None:
        given = headers(body, "evt_1")
        self.refused(body.replace(b"60000", b"60001"), given)
        self.refused(body + b" ", given)

    def test_signed_over_the_same_json_written_differently(self, body: bytes) -> None:
        rewritten = json.dumps(json.loads(body), separators=(",", ":")).encode()
        self.refused(body, headers(rewritten, "evt_1"))

    def test_with_another_id_or_time_than_was_signed(self, body: bytes) -> None:
        given = headers(body, "evt_1")
        self.refused(body, given | {"webhook-id": "evt_2"})
        later = str(int(given["webhook-timestamp"]) + 1)
        self.refused(body, given | {"webhook-timestamp": later})

    @pytest.mark.parametrize(
        "ago", [timedelta(minutes=6), timedelta(days=400), -timedelta(hours=1)]
    )
    def test_too_old_or_from_the_future(self, body: bytes, ago: timedelta) -> None:
        self.refused(body, headers(body, "evt_1", ago=ago))

    @pytest.mark.parametrize("stamp", ["", "now", "1e9", "-1", "9" * 40, "NaN", "١٢٣"])
    def test_at_no_time_at_all(self, body: bytes, stamp: str) -> None:
        self.refused(body, headers(body, "evt_1") | {"webhook-timestamp": stamp})

    def test_nothing_is_parsed_before_it_is_believed(self, attempt: Attempt) -> None:
        """Bodies that would be refused as malformed, had anybody looked."""
        for body in (b"", b"{", b"[" * 60_000, b"\xff\xfe"):
            self.refused(body, {"webhook-id": "evt_1"})

    def test_without_any_secret_nothing_is_believed(self, body: bytes, settings: Settings) -> None:
        settings.BANK_CALLBACK_SECRETS = []
        self.refused(body, headers(body, "evt_1"))


class TestAgain:
    def test_the_same_message_is_known(self, attempt: Attempt) -> None:
        body = message(attempt.reference)
        assert tell(body, "evt_1").json() == {"stored": True}
        before = everything()
        assert tell(body, "evt_1").json() == {"stored": False}
        assert changed_since(before) == {}

    def test_the_same_news_under_another_id_is_known(self, shop: Shop, attempt: Attempt) -> None:
        for event_id in ("evt_1", "evt_2", "evt_3"):
            assert tell(message(attempt.reference), event_id).status_code == 200
        assert Callback.objects.count() == 1
        tasks.apply_callbacks()
        assert (shop.available, shop.held) == (40_000, 0)

    def test_the_same_id_with_another_body_is_a_conflict(self, attempt: Attempt) -> None:
        tell(message(attempt.reference), "evt_1")
        before = everything()
        answer = tell(message(attempt.reference, "rejected"), "evt_1")
        assert problem_of(answer) == (409, "callback_contradicts")
        assert changed_since(before) == {}

    def test_a_wrong_amount_does_not_shadow_the_right_one(
        self, shop: Shop, attempt: Attempt
    ) -> None:
        tell(message(attempt.reference, amount_paise=PAISE + 1))
        tasks.apply_callbacks()
        assert (shop.held, Case.objects.get().kind) == (PAISE, "evidence_mismatch")
        tell(message(attempt.reference))
        tasks.apply_callbacks()
        assert (Payout.objects.get().state, shop.available) == ("completed", 40_000)


class TestOrder:
    @pytest.mark.parametrize(
        ("statuses", "state", "available"),
        [
            (["completed", "accepted"], "completed", 40_000),
            (["accepted", "completed"], "completed", 40_000),
            (["returned", "completed"], "completed", 100_000),
            (["completed", "returned"], "completed", 100_000),
            (["rejected", "accepted"], "failed", 100_000),
            (["rejected", "completed"], "failed", 40_000),
            (["completed", "rejected"], "completed", 40_000),
        ],
    )
    @pytest.mark.parametrize("in_one_round", [True, False])
    def test_any_order_comes_to_the_same_money(
        self, shop: Shop, attempt: Attempt, statuses: list[str], state: str, available: int,
        *, in_one_round: bool,
    ) -> None:  # fmt: skip
        for status in statuses:
            tell(message(attempt.reference, status))
            if not in_one_round:
                tasks.apply_callbacks()
        tasks.apply_callbacks()
        assert (Payout.objects.get().state, shop.available, shop.held) == (state, available, 0)
        assert broken_promises() == []


class TestNotUnderstood:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b"{}",
            b'{"type": "payment.completed"}',
            b'{"type": "payment.completed", "data": []}',
            b'{"type": 7, "data": {}}',
            b'{"type": "", "data": {}}',
            message("", "completed"),
            message("X" * 121),
            message("AD1", amount_paise="60000"),
            message("AD1", amount_paise=0),
            message("AD1", amount_paise=-1),
            message("AD1", amount_paise=2**63),
            message("AD1", amount_paise=True),
            message("AD1", amount_paise=None),
            message("AD1", client_reference=None),
            message("AD1", client_reference=["AD1"]),
            message("A\0D1"),
            message("AD1", type="payment.\0completed"),
            message("AD1", type="x" * 61),
        ],
        ids=lambda body: repr(body[:50]),
    )
    def test_is_refused_and_not_kept(self, body: bytes) -> None:
        before = everything()
        assert problem_of(tell(body)) == (400, "callback_malformed")
        assert changed_since(before) == {}

    def test_is_refused_when_it_is_too_long(self) -> None:
        body = b'{"pad": "' + b"x" * (64 * 1024) + b'"}'
        assert problem_of(tell(body)) == (413, "body_too_large")

    def test_nested_deeply_is_refused(self) -> None:
        assert problem_of(tell(b"[" * 30_000 + b"]" * 30_000))[0] == 400

    def test_an_unknown_bank_is_not_here(self, attempt: Attempt) -> None:
        body = message(attempt.reference)
        for name in ("otherbank", "SIMBANK"):
            answer = Api().raw(f"/bank/callbacks/{name}/", body, headers=headers(body, "evt_1"))
            assert problem_of(answer) == (404, "bank_unknown")

    def test_asking_instead_of_telling_is_not_allowed(self) -> None:
        assert problem_of(Api().get(PATH)) == (405, "method_not_allowed")


class TestAppliedByTheWorker:
    def test_an_unknown_reference_is_parked_with_a_case(self, shop: Shop) -> None:
        tell(message("AD404"), "evt_1")
        tasks.apply_callbacks()
        kept = Callback.objects.get()
        assert (kept.state, kept.due_at) == ("parked", None)
        case = Case.objects.get()
        assert (case.kind, case.subject, case.merchant_id) == (
            "unknown_reference", "bank-reference/AD404", None,
        )  # fmt: skip
        assert case.evidence[0]["event_id"] == "evt_1"

    def test_an_unknown_kind_of_news_moves_nothing(self, shop: Shop, attempt: Attempt) -> None:
        tell(message(attempt.reference, "teleported"))
        tell(message(attempt.reference, type="weather.changed"))
        tasks.apply_callbacks()
        attempt.refresh_from_db()
        assert (attempt.state, shop.held) == ("accepted", PAISE)

    @pytest.mark.parametrize(
        "odd",
        [
            {"code": ["X"]},
            {"code": {"a": 1}},
            {"utr": 7},
            {"utr": "U\0TR"},
            {"message": "x" * 5_000},
            {"utr": "x" * 500},
            {"bank_reference": "x" * 500},
            {"returned_amount_paise": 2**63},
            {"returned_amount_paise": "0"},
        ],
        ids=repr,
    )
    def test_odd_members_stop_neither_it_nor_its_neighbours(
        self, shop: Shop, attempt: Attempt, odd: dict[str, Any]
    ) -> None:
        other = started(a_shop(paise=PAISE).pay_out(PAISE))
        answer = tell(message(attempt.reference, **odd))
        assert answer.status_code in {200, 400}
        tell(message(other.reference))
        tasks.apply_callbacks()
        other.refresh_from_db()
        assert other.state == "confirmed_success"
        assert Callback.objects.filter(state="received").count() == 0
        attempt.refresh_from_db()
        assert attempt.state in {"accepted", "confirmed_success"}

    def test_every_word_is_evidence(self, attempt: Attempt) -> None:
        for status in ("accepted", "completed", "returned"):
            tell(message(attempt.reference, status))
            tasks.apply_callbacks()
        told = Evidence.objects.filter(source="callback").values_list("verdict", "outcome")
        assert list(told) == [
            ("accepted", "still_working"), ("success", "paid"), ("returned", "returned"),
        ]  # fmt: skip
