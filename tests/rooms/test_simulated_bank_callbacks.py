"""The simulated bank calling back: signed, at least once, and as badly as it is told to."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from tests.simulated_bank import CALLBACK_SECRET, Bank, Callback, Receiver, running_bank

NEW_SECRET = f"whsec_{base64.b64encode(b'another secret').decode()}"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as listening:
        yield listening


@pytest.fixture
def bank(tmp_path: Path, receiver: Receiver) -> Iterator[Bank]:
    with running_bank(tmp_path, callback_url=receiver.url) as running:
        yield running


def is_genuine(callback: Callback, secret: str = CALLBACK_SECRET) -> bool:
    """What a receiver that follows Standard Webhooks would say."""
    try:
        Webhook(secret).verify(callback.body, callback.headers, json_parse=False)
    except WebhookVerificationError:
        return False
    return True


def live(bank: Bank, behaviour: str, client_reference: str = "P1", **params: Any) -> None:
    """One payment, and a day of its life."""
    bank.scenario(behaviour, **params)
    bank.pay(client_reference)
    bank.advance(86_400)


def test_a_completed_payment_is_called_back_once(bank: Bank, receiver: Receiver) -> None:
    bank.pay("P1")
    (settled, called) = bank.advance(1)
    assert (called["type"], called["outcome"]) == ("payment.completed", "200")
    (callback,) = receiver.got
    assert is_genuine(callback)
    assert callback.said["id"] == callback.headers["webhook-id"]
    assert callback.said == {
        "id": callback.said["id"],
        "type": "payment.completed",
        "created_at": settled["at"],
        "data": bank.enquire("P1").json(),
    }


@pytest.mark.parametrize(
    ("behaviour", "types"),
    [
        ("ok", ["payment.completed"]),
        ("instant", ["payment.completed"]),
        ("reject", []),
        ("accepted_then_fails", ["payment.rejected"]),
        ("late_success", ["payment.rejected", "payment.completed"]),
        ("late_failure", ["payment.rejected"]),
        ("deemed_success", ["payment.completed"]),
        ("deemed_failure", ["payment.rejected"]),
        ("pending", ["payment.completed"]),
        ("stuck", []),
        ("success_then_failure", ["payment.completed", "payment.rejected"]),
        ("returned", ["payment.completed", "payment.returned"]),
        ("returned_unlinked", ["payment.completed"]),
        ("returned_partial", ["payment.completed", "payment.returned"]),
        ("accepted_hooks", ["payment.accepted", "payment.completed"]),
        ("reordered_hooks", ["payment.completed", "payment.accepted"]),
        (
            "success_then_failure+swapped_hooks",
            ["payment.rejected", "payment.completed"],
        ),
        ("lost_hooks", []),
        ("forged_hooks", ["payment.rejected", "payment.completed"]),
        ("contradicting_hooks", ["payment.rejected"]),
        ("unknown_type_hooks", ["payment.teleported"]),
        ("returned+dup_hooks", ["payment.completed"] * 3 + ["payment.returned"] * 3),
    ],
)
def test_who_lives_what_is_called_back(
    bank: Bank, receiver: Receiver, behaviour: str, types: list[str]
) -> None:
    live(bank, behaviour)
    assert receiver.types == types


def test_copies_are_the_same_to_the_byte_and_twins_are_another_event(
    bank: Bank, receiver: Receiver
) -> None:
    live(bank, "dup_hooks", copies=2, twins=1)
    first, copy, twin = receiver.got
    assert copy.body == first.body
    assert twin.said["data"] == first.said["data"]
    assert twin.said["id"] != first.said["id"]
    assert all(is_genuine(each) for each in receiver.got)


def test_a_forgery_is_told_from_the_truth_by_its_signature(bank: Bank, receiver: Receiver) -> None:
    live(bank, "forged_hooks")
    assert [(each.type, is_genuine(each)) for each in receiver.got] == [
        ("payment.rejected", False),
        ("payment.completed", True),
    ]


@pytest.mark.parametrize("behaviour", ["bad_signature_hooks", "stale_hooks", "old_secret_hooks"])
def test_a_callback_may_be_signed_wrongly(bank: Bank, receiver: Receiver, behaviour: str) -> None:
    live(bank, behaviour)
    assert [is_genuine(each) for each in receiver.got] == [False]


def test_a_callback_may_be_off_by_a_paisa(bank: Bank, receiver: Receiver) -> None:
    live(bank, "wrong_amount_hooks", amount_off_paise=-1)
    assert receiver.got[0].said["data"]["amount_paise"] == 49_999
    assert is_genuine(receiver.got[0])


def test_a_callback_may_speak_of_something_unknown(bank: Bank, receiver: Receiver) -> None:
    live(bank, "unknown_reference_hooks")
    assert receiver.got[0].said["data"]["client_reference"] == "UNKNOWN-REFERENCE"
    assert is_genuine(receiver.got[0])


def test_a_callback_may_stop_in_the_middle_and_be_rightly_signed(
    bank: Bank, receiver: Receiver
) -> None:
    live(bank, "malformed_hooks")
    assert is_genuine(receiver.got[0])
    with pytest.raises(json.JSONDecodeError):
        json.loads(receiver.got[0].body)


def test_a_delayed_callback_comes_when_it_is_due(bank: Bank, receiver: Receiver) -> None:
    bank.scenario("delayed_hooks", delay_seconds=3_600)
    bank.pay("P1")
    bank.advance(3_590)
    assert receiver.types == []
    bank.advance(11)
    assert receiver.types == ["payment.completed"]


def test_a_callback_may_come_before_the_answer(bank: Bank, receiver: Receiver) -> None:
    bank.scenario("hook_before_reply")
    answer = bank.pay("P1")
    # The clock has not moved, and nothing was run: it came with the instruction itself.
    assert receiver.types == ["payment.completed"]
    assert (answer.status_code, answer.json()["status"]) == (202, "accepted")
    assert bank.truth("P1")["payments"] == 1


def test_all_callbacks_may_be_lost_for_good(bank: Bank, receiver: Receiver) -> None:
    bank.switch(callbacks_down=True)
    bank.pay("P1")
    bank.advance(1)
    bank.switch(callbacks_down=False)
    bank.advance(86_400)
    assert receiver.types == []
    (lost,) = bank.sim("GET", "callbacks?client_reference=P1")["callbacks"]
    assert lost["state"] == "lost"


def test_a_receiver_that_answers_badly_is_called_again(bank: Bank, receiver: Receiver) -> None:
    receiver.status = 503
    bank.pay("P1")
    ran = bank.advance(60)
    assert [each["outcome"] for each in ran] == ["done", "503", "503", "503"]
    receiver.status = 200
    bank.advance(60)
    bank.advance(86_400)
    assert len({each.headers["webhook-id"] for each in receiver.got}) == 1
    assert receiver.types == ["payment.completed"] * 4


def test_a_receiver_that_is_dead_for_two_days_is_given_up(tmp_path: Path) -> None:
    with running_bank(tmp_path, callback_url="http://127.0.0.1:1/nobody") as bank:
        bank.pay("P1")
        ran = bank.advance(2 * 86_400)
        assert [each["outcome"] for each in ran[1:]] == ["ConnectError"] * 9
        (given_up,) = bank.sim("GET", "callbacks")["callbacks"]
        assert (given_up["state"], given_up["attempts"]) == ("given_up", 9)


def test_callbacks_wait_for_somewhere_to_go(tmp_path: Path, receiver: Receiver) -> None:
    with running_bank(tmp_path) as bank:
        bank.pay("P1")
        bank.advance(60)
        bank.sim("POST", "callbacks", {"url": receiver.url})
        bank.sim("POST", "run")
        assert receiver.types == ["payment.completed"]


def test_a_secret_is_rotated_with_an_overlap(bank: Bank, receiver: Receiver) -> None:
    bank.sim("POST", "callbacks", {"secret": NEW_SECRET, "overlap_seconds": 3_600})
    bank.pay("P1")
    bank.advance(1)
    bank.advance(3_600)
    bank.pay("P2")
    bank.advance(1)
    bank.scenario("old_secret_hooks")
    bank.pay("P3")
    bank.advance(1)
    assert [(is_genuine(each), is_genuine(each, NEW_SECRET)) for each in receiver.got] == [
        (True, True),
        (False, True),
        (True, False),
    ]


def test_a_callback_can_be_made_again_by_hand(bank: Bank, receiver: Receiver) -> None:
    bank.pay("P1")
    bank.advance(1)
    bank.sim("POST", "payments", {"client_reference": "P1", "act": "call_back"})
    bank.sim(
        "POST",
        "payments",
        {"client_reference": "P1", "act": "call_back", "type": "payment.accepted"},
    )
    bank.sim("POST", "run")
    assert receiver.types == ["payment.completed", "payment.completed", "payment.accepted"]
    assert len({each.said["id"] for each in receiver.got}) == 3


def test_in_real_time_a_payment_settles_and_is_called_back_by_itself(
    tmp_path: Path, receiver: Receiver
) -> None:
    with running_bank(tmp_path, callback_url=receiver.url, virtual_clock=False) as bank:
        bank.pay("P1")
        assert receiver.wait().type == "payment.completed"
        found = bank.enquire("P1").json()
        assert found["status"] == "completed"
        assert found["updated_at"][:19] in {"2026-11-18T04:30:00", "2026-11-18T04:30:01"}


def test_an_inward_credit_may_be_called_back(bank: Bank, receiver: Receiver) -> None:
    credit = bank.sim(
        "POST",
        "credits",
        {
            "virtual_account": "VA001",
            "amount_paise": 75_000,
            "payer_name": "Mehta Traders",
            "utr": "UTR1",
            "notify": True,
            "behaviour": "dup_hooks",
        },
    )
    bank.sim("POST", "run")
    assert receiver.types == ["credit.received"] * 3
    del credit["replayed"]
    assert receiver.got[0].said["data"] == credit
