"""The door for payment gateways: what is believed, what is kept, what is answered, and no more."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings
from standardwebhooks import Webhook

from adulis.api.gateway_callbacks import LONGEST_WEBHOOK_BYTES
from adulis.cases.models import Case
from adulis.deposits import tasks
from adulis.gateways.models import Callback
from adulis.kernel import db
from adulis.payouts import tasks as payouts
from tests.doors import Api, problem_of
from tests.rows import changed_since, everything

pytestmark = pytest.mark.django_db

PATH = "/gateway-callbacks/simgate/"
SECRET = "whsec_dGhlIHNlY3JldCBvZiB0b2RheQ=="
OLD_SECRET = "whsec_dGhlIHNlY3JldCBvZiB5ZXN0ZXJkYXk="
OTHER_SECRET = "whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldA=="


@pytest.fixture(autouse=True)
def _settings(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    settings.PAYMENT_GATEWAY_WEBHOOK_SECRETS = [SECRET]


def message(type: str = "intent.succeeded", **data: Any) -> bytes:  # noqa: A002 – its name there
    told = {"id": "pi_1", "status": "succeeded", "amount_minor": 50_000, "currency": "INR"} | data
    return json.dumps({"type": type, "timestamp": "2026-11-20T12:00:00Z", "data": told}).encode()


def headers(
    body: bytes, event_id: str, *, secret: str = SECRET, ago: timedelta = timedelta(0)
) -> dict[str, str]:
    """Standard Webhooks headers, by the network's clock."""
    sent_at = db.network_clock() - ago
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": Webhook(secret).sign(event_id, sent_at, body.decode()),
    }


def tell(body: bytes, event_id: str = "", **more: Any) -> Any:
    return Api().raw(PATH, body, headers=headers(body, event_id or f"evt_{uuid4().hex}", **more))


class TestBelieved:
    def test_a_signed_message_is_kept_sealed_and_answered(self) -> None:
        body = message(payer="Nordic Foods")
        answer = tell(body, "evt_1")
        assert (answer.status_code, answer.json()) == (200, {"stored": True})
        kept = Callback.objects.get()
        assert (kept.speaker, kept.bank, kept.event_id) == ("gateway", "simgate", "evt_1")
        assert (kept.type, kept.reference, kept.state) == ("intent.succeeded", "pi_1", "received")
        assert "Nordic" not in kept.body_sealed

    @pytest.mark.parametrize("ago", [timedelta(minutes=4), -timedelta(minutes=4)])
    def test_within_five_minutes_of_now(self, ago: timedelta) -> None:
        assert tell(message(), ago=ago).status_code == 200

    def test_with_the_secret_of_yesterday_while_both_are_listed(self, settings: Settings) -> None:
        settings.PAYMENT_GATEWAY_WEBHOOK_SECRETS = [SECRET, OLD_SECRET]
        assert tell(message(id="pi_1"), secret=OLD_SECRET).status_code == 200
        assert tell(message(id="pi_2"), secret=SECRET).status_code == 200
        settings.PAYMENT_GATEWAY_WEBHOOK_SECRETS = [SECRET]
        late = tell(message(id="pi_3"), secret=OLD_SECRET)
        assert problem_of(late) == (401, "callback_forged")

    def test_with_several_signatures_of_which_one_is_right(self) -> None:
        body = message()
        signed = headers(body, "evt_1")
        wrong = headers(body, "evt_1", secret=OTHER_SECRET)["webhook-signature"]
        signed["webhook-signature"] = f"{wrong} {signed['webhook-signature']}"
        assert Api().raw(PATH, body, headers=signed).status_code == 200

    def test_a_kind_that_nobody_acts_upon_is_kept_and_parked(self) -> None:
        assert tell(message("weather.changed")).json() == {"stored": True}
        kept = Callback.objects.get()
        assert (kept.state, kept.due_at) == ("parked", None)


class TestForged:
    body = message()

    def refused(self, given: dict[str, str], body: bytes | None = None) -> None:
        before = everything()
        answer = Api().raw(PATH, self.body if body is None else body, headers=given)
        assert problem_of(answer) == (401, "callback_forged")
        assert changed_since(before) == {}

    @pytest.mark.parametrize(
        "missing", ["webhook-id", "webhook-timestamp", "webhook-signature", "all"]
    )
    def test_without_a_header(self, missing: str) -> None:
        given = headers(self.body, "evt_1")
        self.refused({} if missing == "all" else given | {missing: ""})

    @pytest.mark.parametrize("secret", [OTHER_SECRET, OLD_SECRET])
    def test_with_another_secret(self, secret: str) -> None:
        self.refused(headers(self.body, "evt_1", secret=secret))

    def test_with_the_banks_secret(self, settings: Settings) -> None:
        settings.BANK_CALLBACK_SECRETS = [OTHER_SECRET]
        self.refused(headers(self.body, "evt_1", secret=OTHER_SECRET))

    @pytest.mark.parametrize(
        "signature",
        ["v1,", "v1", ",", "v1,AAAA", "v0,{good}", "{bare}", "v1a,{good}", "v1,ünïcode", "\x00"],
    )
    def test_with_a_signature_of_another_kind(self, signature: str) -> None:
        given = headers(self.body, "evt_1")
        bare = given["webhook-signature"].removeprefix("v1,")
        told = signature.replace("{good}", bare).replace("{bare}", bare)
        self.refused(given | {"webhook-signature": told})

    def test_in_hexadecimal_or_in_capitals(self) -> None:
        given = headers(self.body, "evt_1")
        bare = given["webhook-signature"].removeprefix("v1,")
        self.refused(given | {"webhook-signature": f"v1,{bare.encode().hex()}"})
        self.refused(given | {"webhook-signature": f"v1,{bare.swapcase()}"})

    def test_with_one_byte_changed(self) -> None:
        given = headers(self.body, "evt_1")
        self.refused(given, self.body.replace(b"50000", b"50001"))
        self.refused(given, self.body + b" ")

    def test_signed_over_the_same_json_written_differently(self) -> None:
        rewritten = json.dumps(json.loads(self.body), separators=(",", ":")).encode()
        self.refused(headers(rewritten, "evt_1"))

    def test_with_another_id_or_time_than_was_signed(self) -> None:
        given = headers(self.body, "evt_1")
        self.refused(given | {"webhook-id": "evt_2"})
        later = str(int(given["webhook-timestamp"]) + 1)
        self.refused(given | {"webhook-timestamp": later})

    @pytest.mark.parametrize(
        "ago", [timedelta(minutes=6), timedelta(days=400), -timedelta(minutes=6)]
    )
    def test_too_old_or_from_the_future(self, ago: timedelta) -> None:
        self.refused(headers(self.body, "evt_1", ago=ago))

    @pytest.mark.parametrize("stamp", ["", "now", "1e9", "-1", "9" * 40, "NaN", "١٢٣"])
    def test_at_no_time_at_all(self, stamp: str) -> None:
        self.refused(headers(self.body, "evt_1") | {"webhook-timestamp": stamp})

    def test_nothing_is_parsed_before_it_is_believed(self) -> None:
        """Bodies that would be refused as malformed, had anybody looked."""
        for body in (b"", b"{", b"[" * 60_000, b"\xff\xfe"):
            self.refused({"webhook-id": "evt_1"}, body)

    @pytest.mark.parametrize("secrets", [[], [""]])
    def test_without_any_secret_nothing_is_believed(
        self, secrets: list[str], settings: Settings
    ) -> None:
        settings.PAYMENT_GATEWAY_WEBHOOK_SECRETS = secrets
        self.refused(headers(self.body, "evt_1"))


class TestAgain:
    def test_the_same_message_is_known(self) -> None:
        body = message()
        assert tell(body, "evt_1").json() == {"stored": True}
        before = everything()
        for _ in range(50):
            assert tell(body, "evt_1").json() == {"stored": False}
        assert changed_since(before) == {}

    def test_the_same_news_under_another_id_is_kept_once(self) -> None:
        for event_id in ("evt_1", "evt_2", "evt_3"):
            assert tell(message(), event_id).status_code == 200
        assert Callback.objects.count() == 1

    @pytest.mark.parametrize(
        "other",
        [
            {"amount_minor": 50_001},
            {"currency": "USD"},
            {"status": "failed"},
            {"id": "pi_2"},
            {"payments": [{"id": "pay_1"}]},
        ],
    )
    def test_other_news_is_never_taken_for_known(self, other: dict[str, Any]) -> None:
        tell(message())
        assert tell(message(**other)).json() == {"stored": True}
        assert Callback.objects.count() == 2

    def test_the_same_id_with_another_body_is_a_conflict_and_brings_a_human_once(self) -> None:
        tell(message(), "evt_1")
        before = everything()
        for amount in (1, 2, 3):
            answer = tell(message(amount_minor=amount), "evt_1")
            assert problem_of(answer) == (409, "callback_contradicts")
        changed = changed_since(before)
        assert changed == {"cases_case": 1, "events_event": 1, "audit_record": 1}
        case = Case.objects.get()
        assert (case.kind, len(case.evidence)) == ("gateway_contradicts", 1)
        assert case.evidence[0]["event_id"] == "evt_1"


class TestNotUnderstood:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b"{}",
            b'{"type": "intent.succeeded"}',
            b'{"type": "intent.succeeded", "data": []}',
            b'{"type": 7, "data": {"id": "pi_1"}}',
            b'{"type": "", "data": {"id": "pi_1"}}',
            message(id=""),
            message(id=None),
            message(id=7),
            message(id=["pi_1"]),
            message(id="pi_1/../refunds"),
            message(id="pi 1"),
            message(id="pi_1?x=1"),
            message(id="p" * 121),
            message(id="pi\0"),
            message("intent.\0succeeded"),
            message("x" * 61),
        ],
        ids=lambda body: repr(body[:60]),
    )
    def test_is_refused_and_not_kept(self, body: bytes) -> None:
        before = everything()
        assert problem_of(tell(body)) == (400, "callback_malformed")
        assert changed_since(before) == {}

    @pytest.mark.parametrize("event_id", ["e" * 121, "e\x01"])
    def test_an_event_whose_name_cannot_be_kept_is_refused(self, event_id: str) -> None:
        assert problem_of(tell(message(), event_id)) == (400, "callback_malformed")

    @pytest.mark.parametrize("length", [LONGEST_WEBHOOK_BYTES + 1, 10 * 1_048_576])
    def test_is_refused_when_it_is_too_long(self, length: int) -> None:
        before = everything()
        assert problem_of(Api().raw(PATH, b"x" * length)) == (413, "body_too_large")
        assert changed_since(before) == {}

    @pytest.mark.parametrize("depth", [500, 2_000, 60_000])
    def test_nested_deeply_is_refused(self, depth: int) -> None:
        body = b'{"type": "intent.succeeded", "data": ' + b"[" * depth + b"]" * depth + b"}"
        assert problem_of(tell(body)) == (400, "callback_malformed")

    def test_an_unknown_gateway_is_not_here(self) -> None:
        body = message()
        for name in ("othergate", "SIMGATE", "simbank"):
            answer = Api().raw(f"/gateway-callbacks/{name}/", body, headers=headers(body, "e"))
            assert problem_of(answer) == (404, "gateway_unknown")

    def test_asking_instead_of_telling_is_not_allowed(self) -> None:
        assert problem_of(Api().get(PATH)) == (405, "method_not_allowed")


class TestAtTheWorker:
    def test_a_bank_never_hears_what_a_gateway_said(self) -> None:
        """Both have messages called payment.*: each is for whoever knows its speaker."""
        tell(message("payment.captured", id="pay_1"))
        assert payouts.apply_callbacks() == 0
        assert Callback.objects.get().state == "received"

    def test_while_the_gateway_is_silent_nothing_is_lost_and_nothing_is_poison(self) -> None:
        tell(message())
        assert tasks.apply_nudges() == 1
        kept = Callback.objects.get()
        assert (kept.state, kept.claim_count, kept.lease_until) == ("received", 0, None)
        assert kept.due_at is not None
        assert kept.due_at > db.clock()
