"""How long a webhook is tried, whom it is told, and what an answer means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson
import pytest

from adulis.events.values import Fact, Recorded
from adulis.notifications import events as notifications
from adulis.payouts import events as payouts
from adulis.webhooks import events as webhooks
from adulis.webhooks.policies import (
    DISABLE_AFTER,
    FOR_SCREENS,
    LONGEST_REST,
    PAUSES,
    TESTED,
    WARN_AFTER,
    is_to_be_disabled,
    is_to_be_warned_of,
    is_type,
    pause_after,
    rest_after,
    wants,
)
from adulis.webhooks.telling import body_of
from adulis.webhooks.values import Failure, failure_of

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_ten_attempts_in_a_little_more_than_three_days() -> None:
    pauses = [pause_after(tries, asked_seconds=0, chance=0) for tries in range(1, 12)]
    assert pauses == [*PAUSES, None, None]
    assert sum(PAUSES, timedelta()) == timedelta(days=3, hours=3, minutes=35, seconds=5)


def test_chance_makes_it_a_tenth_longer_at_most_and_never_shorter() -> None:
    assert pause_after(4, asked_seconds=0, chance=1) == timedelta(hours=2, minutes=12)
    assert pause_after(4, asked_seconds=60, chance=0.5) == timedelta(hours=2, minutes=6)


def test_a_longer_pause_is_granted_up_to_a_day() -> None:
    assert pause_after(1, asked_seconds=3_600, chance=1) == timedelta(hours=1)
    assert pause_after(1, asked_seconds=10**7, chance=1) == timedelta(days=1)
    assert pause_after(10, asked_seconds=10, chance=0) is None


def test_a_rest_doubles_up_to_five_minutes() -> None:
    assert [rest_after(n) // SECOND for n in (1, 2, 3, 8, 9, 10, 10**6)] == [
        1, 2, 4, 128, 256, 300, 300,
    ]  # fmt: skip
    assert timedelta(minutes=5) == LONGEST_REST


def test_nobody_is_disabled_who_was_not_warned() -> None:
    assert not is_to_be_warned_of(NOW - WARN_AFTER + SECOND, None, NOW)
    assert is_to_be_warned_of(NOW - WARN_AFTER, None, NOW)
    assert not is_to_be_warned_of(NOW - WARN_AFTER, NOW, NOW)
    assert not is_to_be_disabled(NOW - DISABLE_AFTER, None, NOW)
    assert not is_to_be_disabled(NOW - DISABLE_AFTER + SECOND, NOW, NOW)
    assert is_to_be_disabled(NOW - DISABLE_AFTER, NOW, NOW)


@pytest.mark.parametrize(
    ("types", "is_told"),
    [
        ([], True),
        (["payout.completed"], True),
        (["payout.*"], True),
        (["deposit.*", "payout.completed"], True),
        (["payout.failed"], False),
        (["deposit.*"], False),
        (["pay.*"], False),
    ],
)
def test_whom_it_is_told(types: list[str], is_told: bool) -> None:
    assert wants(types, "payout.completed") is is_told


def test_types_are_those_that_exist() -> None:
    tested = webhooks.WebhookEndpointTested.type
    for good in (payouts.PayoutCompleted.type, "payout.*", tested, "webhook_endpoint.*"):
        assert is_type(good), good
    for bad in ("", "*", "*.*", "payout", "payout.", ".*", "payout.paid", "pay.*", "payout.comp*"):
        assert not is_type(bad), bad
    assert tested == TESTED


def test_nobody_is_called_about_what_is_for_screens() -> None:
    marked = {each.type for each in facts_of(Fact) if each.is_for_screens}
    assert notifications.InboxUpdated.type in marked
    assert marked == FOR_SCREENS
    for each in marked:
        assert not is_type(each)
        assert not wants([], each)


def facts_of(kind: type[Fact]) -> Iterator[type[Fact]]:
    for each in kind.__subclasses__():
        yield each
        yield from facts_of(each)


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (200, None), (204, None), (299, None), (199, Failure.REFUSED), (301, Failure.REDIRECTED),
        (304, Failure.REDIRECTED), (400, Failure.REFUSED), (410, Failure.GONE),
        (429, Failure.REFUSED), (503, Failure.REFUSED), (600, Failure.REFUSED),
    ],
)  # fmt: skip
def test_what_an_answer_means(status: int, failure: Failure | None) -> None:
    assert failure_of(status) is failure


def test_the_body_is_the_event_in_an_envelope_and_always_the_same() -> None:
    fact = Recorded(
        type="payout.completed", subject="payout/1", subject_sequence=3, merchant_id=UUID(int=7),
        payload={"amount": {"amount_minor": 5, "currency": "INR"}}, at=NOW,
    )  # fmt: skip
    assert body_of(fact) == body_of(fact)
    assert orjson.loads(body_of(fact)) == {
        "type": "payout.completed",
        "timestamp": "2026-11-26T10:00:00+00:00",
        "data": {
            "id": "payout/1/3",
            "type": "payout.completed",
            "subject": "payout/1",
            "subject_sequence": 3,
            "merchant_id": str(UUID(int=7)),
            "payload": {"amount": {"amount_minor": 5, "currency": "INR"}},
            "at": "2026-11-26T10:00:00+00:00",
        },
    }
