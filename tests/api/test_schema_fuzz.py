"""Everything the published interface allows, and what lies next to it: never a 5xx.

Schemathesis makes the requests, the same ones every time. Half of them are then made good where
luck would never get them past the first question: a real credential, a fresh key, ids that exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid5

import hypothesis
import pytest
import schemathesis
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from schemathesis import GenerationMode

from adulis.identity import actions as identity
from adulis.identity.values import Device, OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import system
from tests.bank import broken_promises, hang_up
from tests.callers.things import things_of
from tests.files import folder
from tests.openapi import complaints, operations, published
from tests.world import BANK, PASSWORD, a_person, a_shop

# An endless answer, and a clock that would be ten years ahead after each request.
LEFT_OUT = ["stream_events", "advance_clock"]
# Nobody is at the bank's address or the gateway's, and no rate was told: what they would have to
# answer cannot be had just now.
UNAVAILABLE = {"bank_not_answering", "gateway_not_answering", "rate_unavailable"}
OF_OPERATORS = tuple(f"/api/v1/{each}" for each in ("cases", "bank/statements", "operator", "fx"))
NAMESPACE = UUID("01a1fd00-0000-7000-8000-000000000000")

schema = schemathesis.openapi.from_dict(published())
schema.app = WSGIHandler()
# One that the schema gets wrong has no ``ok`` and ends the collection.
_read: Any = schema.exclude(operation_id=LEFT_OUT).get_all_operations()
OPERATIONS = [each.ok() for each in _read]


@dataclass
class Cast:
    """Who asks, about what, how many requests there were, and of what kinds."""

    owner: str
    operator: str
    merchant_id: str
    things: dict[str, str]
    asked: Iterator[int] = field(default_factory=count)
    statuses: set[int] = field(default_factory=set)
    tried: set[tuple[str, GenerationMode]] = field(default_factory=set)


def _signed_in(email: str) -> str:
    with db.transaction():
        return identity.sign_in(
            email=email, password=PASSWORD, device=Device("", "tests"), actor=system("tests"),
            at=db.clock(),
        ).access  # fmt: skip


@pytest.fixture(scope="module")
def cast(shared_database: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with override_settings(
        ALLOWED_HOSTS=["*"],
        BANK_BASE_URL="http://127.0.0.1:9",
        PAYMENT_GATEWAY_URL="http://127.0.0.1:9",
        JWT_ACCESS_SECONDS=86_400,
        STORAGES=folder(tmp_path_factory.mktemp("files")),
        THROTTLES=dict.fromkeys(settings.THROTTLES, (1_000.0, 100_000)),
    ):
        shop = a_shop(paise=10**9)
        things = things_of(shop, "ours") | {"bank": BANK, "gateway": "simgate"}
        operator = a_person("Farah", operator_role=OperatorRole.ADMIN)[1]
        yield Cast(
            owner=_signed_in(shop.owner_email),
            operator=_signed_in(operator),
            merchant_id=str(shop.id),
            things={name: str(each) for name, each in things.items()}
            | {"bank_account_id": str(shop.accounts[0].id)},
        )
    hang_up()


class Answer:
    """A response of Schemathesis, as the checks of these tests read it."""

    def __init__(self, response: Any) -> None:
        self.status_code: int = response.status_code
        self.content: bytes = response.content
        named = {name.lower(): values[0] for name, values in response.headers.items()}
        self.headers = {"Content-Type": named.get("content-type", "")}
        self.json = response.json


def made_good(case: Any, cast: Cast, number: int) -> None:
    """Let every other request get past who is asking, and half of those past what is there."""
    case.headers.pop("X-Api-Key", None)
    case.headers.pop("Content-Length", None)
    if number % 2:
        return
    is_operators = case.path.startswith(OF_OPERATORS)
    case.headers["Authorization"] = f"Bearer {cast.operator if is_operators else cast.owner}"
    case.headers["Idempotency-Key"] = str(uuid5(NAMESPACE, str(number)))
    case.headers.pop("X-Merchant-Id", None)
    if not is_operators:
        case.headers["X-Merchant-Id"] = cast.merchant_id
    if isinstance(case.query, dict):
        case.query.pop("merchant_id", None)
    if number % 4:
        return
    for place in (case.path_parameters, case.body):
        if isinstance(place, dict):
            place.update({name: cast.things[name] for name in place if name in cast.things})


# All in one world, and each in a test of its own: one has to end in time, however busy the machine.
@pytest.mark.parametrize("mode", GenerationMode, ids=lambda each: each.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.label)
def test_no_request_is_a_surprise(operation: Any, mode: GenerationMode, cast: Cast) -> None:
    ask(operation, mode, cast)
    cast.tried.add((operation.label, mode))


def test_the_requests_were_of_all_kinds_and_what_they_did_keeps_every_promise(cast: Cast) -> None:
    assert broken_promises() == []
    if len(cast.tried) < len(OPERATIONS) * len(GenerationMode):
        pytest.skip("not all requests were made in this world")
    # Or all this would prove nothing.
    assert {200, 201, 400, 401, 404, 409, 422} <= cast.statuses
    assert next(cast.asked) > 1_000


def ask(operation: Any, mode: GenerationMode, cast: Cast) -> None:
    """As the schema allows, or as it forbids."""

    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    @hypothesis.settings(
        max_examples=12,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    def asked(case: Any) -> None:
        made_good(case, cast, next(cast.asked))
        judge(case, Answer(case.call()), cast)

    # Of a request without a body or a parameter there is nothing to be done wrong.
    with suppress(hypothesis.errors.Unsatisfiable):
        asked()


def judge(case: Any, answer: Answer, cast: Cast) -> None:
    cast.statuses.add(answer.status_code)
    told = f"{case.method} {case.path} answered {answer.status_code}: {answer.content[:500]!r}"
    if answer.status_code == 503:
        assert answer.json()["code"] in UNAVAILABLE, told
    else:
        assert answer.status_code < 500, told
    # A method, an address or a host that nobody published is refused by others.
    if answer.status_code in {404, 405} or not answer.headers["Content-Type"]:
        return
    name = case.operation.definition.raw["operationId"]
    [operation] = [each for each in operations() if each.name == name]
    assert complaints(operation, answer) == [], told
