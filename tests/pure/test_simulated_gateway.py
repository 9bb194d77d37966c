"""The simulated gateway's decisions: what behaviours mean, how chance is drawn, what is read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from simulators.gateway import behaviours, books, wire
from simulators.gateway.behaviours import CATALOGUE, Odds, of_its_own, planned
from simulators.gateway.catalogue import is_card_number, luhn_digit
from simulators.gateway.notices import News, compose
from simulators.gateway.plans import Act, HookPlan, Plan, Step
from simulators.gateway.profiles import payout_ms
from simulators.ground import times
from simulators.ground.catalogue import UnknownBehaviour
from simulators.ground.money import shown
from simulators.ground.notices import Mailing
from simulators.ground.plans import FaultKind, Signing
from simulators.ground.wire import Malformed

README = Path(__file__).resolve().parents[2] / "src" / "simulators" / "README.md"
GOOD: dict[str, Any] = {
    "client_reference": "D1",
    "amount_minor": 500_000,
    "currency": "INR",
    "customer": {"name": "Asha Rao", "email": "asha@example.in"},
    "methods": ["upi", "card"],
    "return_url": "https://shop.example/return",
    "expires_at": "2026-11-18T10:00:00+05:30",
}


def read(**changes: Any) -> wire.IntentAsked:
    return wire.intent(orjson.dumps(GOOD | changes))


def test_every_behaviour_has_numbers_of_its_own_that_do_it() -> None:
    for each in CATALOGUE.behaviours:
        assert is_card_number(each.card_number)
        assert CATALOGUE.magic_of(each.card_number) == each.name
        assert CATALOGUE.magic_of(each.account_number) == each.name
        assert CATALOGUE.magic_of(each.address) == each.name


@pytest.mark.parametrize(
    "said", [None, "", "4242424242424242", "4000000000000998", "90000000009", "asha@simgate", "x"]
)
def test_everything_else_does_nothing(said: str | None) -> None:
    assert CATALOGUE.magic_of(said) is None


def test_the_published_table_is_the_catalogue() -> None:
    assert CATALOGUE.markdown() in README.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("4242424242424242", True),
        ("4242424242424241", False),
        ("42424242424", False),
        ("4242x24242424242", False),
        ("", False),
    ],
)
def test_a_card_number_has_a_check_digit(number: str, is_one: bool) -> None:
    assert is_card_number(number) is is_one
    # ISO/IEC 7812-1, annex B: its own example.
    assert luhn_digit("7992739871") == "3"


def test_behaviours_add_up_and_take_their_parameters() -> None:
    plan = planned(
        [("late_success+dup_hooks", {"after_seconds": 5, "copies": 3}), ("chargeback", {})],
        profile="demo",
    )
    assert plan.steps == (
        Step(Act.FAIL, 0, {"code": "card_declined"}),
        Step(Act.CAPTURE, 5.0),
        Step(Act.DISPUTE, 10.0, {"reason_code": "fraudulent"}),
    )
    assert (plan.callbacks.copies, plan.names) == (
        3,
        ("late_success", "dup_hooks", "chargeback"),
    )


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(UnknownBehaviour):
        planned([("ok", {"after_seconds": 5})], profile="demo")


def test_a_payment_shares_its_intents_fate_and_not_how_the_request_was_answered() -> None:
    plan = planned([("timeout_after+enquiry_reset+dup_hooks+stuck", {})], profile="demo")
    assert plan.answer is FaultKind.TIMEOUT
    assert of_its_own(plan) == Plan(
        names=plan.names, steps=(), callbacks=HookPlan(copies=2, twins=1)
    )


def test_chance_is_fixed_by_seed_and_words() -> None:
    odds = Odds(11, 0.5, {"timeout_after": 0.5, "wrong_amount": 1.0}, "demo")
    drawn = [behaviours.by_chance("request", f"D{n}", 1, odds=odds) for n in range(200)]
    assert drawn == [behaviours.by_chance("request", f"D{n}", 1, odds=odds) for n in range(200)]
    # What strikes a request is no payment's fate, and the other way round.
    assert all(each in ([], [("timeout_after", {})]) for each in drawn)
    assert 70 < sum(1 for each in drawn if each) < 130
    fates = [behaviours.by_chance("payment", f"pi_{n}", 0, odds=odds) for n in range(200)]
    declined = [each for each in fates if each != [("wrong_amount", {})]]
    assert 70 < len(declined) < 130


@pytest.mark.parametrize(
    ("method", "amount_minor", "charged"),
    [
        ("card", 500_000, (10_000, 1_800)),
        ("card", 25, (1, 0)),
        ("card", 24, (0, 0)),
        ("netbanking", 333, (5, 1)),
        ("upi", 10**9, (0, 0)),
        ("bank_transfer", 500_000, (2_500, 450)),
    ],
)
def test_the_gateway_charges(method: str, amount_minor: int, charged: tuple[int, int]) -> None:
    assert books.charges(method, amount_minor) == charged


def test_payouts_leave_at_eleven_the_day_after_or_so_many_seconds_later() -> None:
    def at(text: str) -> int:
        return times.milliseconds(datetime.fromisoformat(f"{text}+05:30"))

    assert payout_ms(at("2026-11-18T10:00"), 20) == at("2026-11-18T10:00:20")
    assert payout_ms(at("2026-11-18T23:59"), None) == at("2026-11-19T11:00")
    assert payout_ms(at("2026-11-19T00:00"), None) == at("2026-11-20T11:00")


def test_an_intent_is_read() -> None:
    assert read() == wire.IntentAsked(
        client_reference="D1",
        amount_minor=500_000,
        currency="INR",
        description="",
        name="Asha Rao",
        email="asha@example.in",
        methods=("card", "upi"),
        return_url="https://shop.example/return",
        expires_ms=1_794_976_200_000,
        metadata={},
    )


def test_the_order_of_words_changes_no_fingerprint() -> None:
    turned = orjson.dumps(dict(reversed(GOOD.items())))
    assert wire.fingerprint(wire.intent(turned)) == wire.fingerprint(read())
    assert wire.fingerprint(read(amount_minor=1)) != wire.fingerprint(read())


@pytest.mark.parametrize(
    "changes",
    [
        {"client_reference": ""},
        {"client_reference": "a b"},
        {"amount_minor": 0},
        {"amount_minor": 1.0},
        {"amount_minor": True},
        {"currency": "JPY"},
        {"methods": []},
        {"methods": ["cash"]},
        {"methods": "card"},
        {"customer": "Asha"},
        {"customer": {"email": "nobody"}},
        {"return_url": "javascript:alert(1)"},
        {"return_url": ""},
        {"expires_at": "2026-11-18T10:00:00"},
        {"expires_at": "soon"},
        {"metadata": {"a": 1}},
    ],
)
def test_what_is_not_an_intent_is_not_understood(changes: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read(**changes)


@pytest.mark.parametrize("key", [None, "", "two words", "x" * 256, "naïve"])
def test_what_is_not_a_key_is_not_understood(key: str | None) -> None:
    with pytest.raises(Malformed):
        wire.idempotency_key(key)


# --- What is sent --------------------------------------------------------------------------------

NEWS = News(
    "payment.captured",
    {"id": "pay_1", "client_reference": "D1", "status": "captured", "amount_minor": 500},
    1_000,
)
MAILING = Mailing(subject="D1", payment_id=None, at_ms=1_000, due_ms=1_000, seed=11, lost=False)


def told(plan: HookPlan) -> list[tuple[str, str, str, int, Any, Any]]:
    """Event id, type, signing, when, status and amount of each delivery."""
    made = []
    for each in compose(NEWS, plan, MAILING, identity="X"):
        data = orjson.loads(each.body)["data"]
        made.append(
            (
                each.event_id,
                each.type,
                str(each.signing),
                each.due_ms,
                data["status"],
                data["amount_minor"],
            )
        )
    return made


PLAIN = ("evt_X", "payment.captured", "good", 1_000, "captured", 500)


@pytest.mark.parametrize(
    ("plan", "deliveries"),
    [
        (HookPlan(), [PLAIN]),
        (HookPlan(copies=2, twins=1), [PLAIN, PLAIN, ("evt_XT0", *PLAIN[1:])]),
        (HookPlan(changed_copies=1), [PLAIN, (*PLAIN[:5], 501)]),
        (HookPlan(replayed_after_seconds=20), [PLAIN, (*PLAIN[:3], 21_000, *PLAIN[4:])]),
        (HookPlan(amount_off_minor=-1), [(*PLAIN[:5], 499)]),
        (
            HookPlan(says="payment.failed"),
            [("evt_X", "payment.failed", "good", 1_000, "failed", 500)],
        ),
        (
            HookPlan(forged=True),
            [("evt_XF", "payment.failed", Signing.BAD, 1_000, "failed", 500), PLAIN],
        ),
    ],
)
def test_a_fact_is_told_as_planned(plan: HookPlan, deliveries: list[Any]) -> None:
    assert told(plan) == deliveries


def test_money_is_shown_as_people_read_it() -> None:
    assert shown(123_456_789) == "₹12,34,567.89"
    assert shown(-5) == "-₹0.05"
    assert shown(123_456_789, "USD") == "$1,234,567.89"
