"""What belongs to another merchant looks like what does not exist, wherever it can be named.

In paths, nested paths, queries, bodies and the choice of the merchant: to whoever would be let in,
the answer about the other merchant's thing is, byte for byte, the one about a thing that is not
there; and nothing of the other merchant is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.callers.asking import BODIES, ask, path_of, prepared, send
from tests.callers.cast import World
from tests.callers.policy import POLICY, Anybody, Desk, Mine, Of, expected
from tests.callers.things import a_rate
from tests.callers.undoing import undone
from tests.callers.worlds import lived_in
from tests.doors import Api, problem_of
from tests.openapi import Operation, operations, published
from tests.rows import changed_since, everything

DESKS = ("support operator", "compliance operator", "finance operator", "admin operator")
CALLERS = ("owner", "finance", "viewer", "owner's key", *DESKS)
PLACE = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def world(shared_database: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with lived_in(tmp_path_factory.mktemp("files")) as made:
        made.things["ours too"] = dict(made.things["own"])
        yield made


def places(operation: Operation) -> list[str]:
    return [each for each in PLACE.findall(operation.template) if each not in {"bank", "gateway"}]


def told(answer: Any, *named: object) -> tuple[int, str, list[str]]:
    """An answer but for what was asked for and which request it was."""
    text = answer.getvalue().decode(errors="replace")
    for each in (*named, answer.headers["X-Request-Id"]):
        text = text.replace(str(each), "…")
    return answer.status_code, text, sorted(set(answer.headers) - {"Date"})


OF_MERCHANTS = [
    each for each in operations() if places(each) and not isinstance(POLICY[each.name], Anybody)
]


@pytest.mark.parametrize("operation", OF_MERCHANTS, ids=lambda each: each.name)
def test_in_the_path(world: World, operation: Operation) -> None:
    """All of it another's, and, where things lie within things, each mixed with one's own."""
    rule = POLICY[operation.name]
    if isinstance(rule, Desk):
        return  # operators see all merchants
    found = places(operation)
    mixtures = [dict.fromkeys(found, "foreign")]
    if len(found) > 1:
        mixtures += [{each: "foreign"} for each in found]
    with undone():
        prepared(world, operation.name)
        before = everything()
        for caller in CALLERS:
            if expected(rule, caller) is not None:
                continue
            for mixture in mixtures:
                absent = dict.fromkeys(mixture, "absent")
                foreign = path_of(world, operation, mixture)
                missing = path_of(world, operation, absent)
                answers = [
                    told(ask(world, operation, caller, whose), *_ids_in(path))
                    for whose, path in ((mixture, foreign), (absent, missing))
                ]
                assert answers[0] == answers[1], (caller, mixture)
                assert answers[0][0] == 404, (caller, mixture)
                assert _shown(world, answers[0][1]) == []
        assert changed_since(before, "identity_api_key", "api_idempotency_key") == {}


def _ids_in(path: str) -> list[str]:
    return re.findall(r"[0-9a-f-]{36}", path)


def _shown(world: World, text: str) -> list[str]:
    return [each for each in world.secrets() if each in text]


# --- the merchant ---------------------------------------------------------------------------------

OF_ONE = [each for each in operations() if isinstance(POLICY[each.name], Of)]


@pytest.mark.parametrize("operation", OF_ONE, ids=lambda each: each.name)
def test_as_the_merchant(world: World, operation: Operation) -> None:
    """By the header, or by the query, in place of one's own."""
    before = everything()
    for merchant in (world.other.id, uuid4()):
        for api, query in (
            (Api(world.callers["owner"], merchant), None),
            (Api(world.callers["owner's key"], merchant), None),
            (Api(world.callers["owner"]), {"merchant_id": str(merchant)}),
        ):
            if query is not None and operation.method != "get":
                continue
            path = path_of(world, operation, "foreign")
            if operation.name == "rename_merchant":
                path = path.replace(str(world.other.id), str(merchant))
            answer = send(api, world, operation, path, query=query)
            assert problem_of(answer) == (404, "merchant_not_found")
    assert changed_since(before, "identity_api_key") == {}


# --- queries --------------------------------------------------------------------------------------

# What of the other merchant's a filter could be asked for: by the name of the parameter.
FILTERS: dict[str, str] = {
    "bank_account_id": "account_id", "deposit_id": "deposit_id", "subject": "payout_id",
    "search": "payout_id", "actor": "key_id", "to": "merchant_id", "reference": "",
    "request_id": "payout_id", "agreement_id": "agreement_id", "account": "", "after": "",
    "milestone_id": "milestone_id",
    "endpoint_id": "endpoint_id",
    "cursor": "", "link": "", "thread_id": "dealer_id", "deal_id": "open_deal_id",
}  # fmt: skip
# Neither names a thing: kinds, states, moments, how many.
OTHERS = {
    "row", "limit", "offset", "merchant_id", "status", "kind", "box", "since", "until", "action",
    "from",
    "created_after", "created_before", "held", "in_doubt", "waiting_for", "currency", "direction",
    "days", "format", "state", "purpose", "name", "side", "to_seller_paise", "to_buyer_paise",
    "mine", "category", "amount_from_paise", "amount_to_paise", "deadline_after", "deadline_before",
    "before", "unread", "type",
}  # fmt: skip


def filters(operation: Operation) -> list[str]:
    return [
        each["name"]
        for each in operation.told.get("parameters", [])
        if each["in"] == "query" and each["name"] not in OTHERS
    ]


def test_every_filter_is_known() -> None:
    assert {name for each in operations() for name in filters(each)} == set(FILTERS)


FILTERED = [
    (each, name)
    for each in operations()
    for name in filters(each)
    if each.method == "get" and FILTERS[name] and isinstance(POLICY[each.name], Of)
]


@pytest.mark.parametrize(
    ("operation", "name"), FILTERED, ids=lambda each: getattr(each, "name", each)
)
def test_in_a_filter(world: World, operation: Operation, name: str) -> None:
    if name == "to":
        return  # whoever may send money is told whose account it is: see its own test
    value, nobody = world.things["foreign"][FILTERS[name]], uuid4()
    prefix = "payout/" if name == "subject" else ""
    with undone():
        answers = [
            told(ask(world, operation, "owner", query={name: f"{prefix}{each}"}), each)
            for each in (value, nobody)
        ]
        own = ask(world, operation, "owner", query={})
    assert answers[0] == answers[1]
    assert own.status_code == 200
    assert _shown(world, answers[0][1]) == []


# --- bodies ---------------------------------------------------------------------------------------


def ids_taken(operation: Operation) -> list[str]:
    """Members of its body that are ids."""
    content = operation.told.get("requestBody", {}).get("content", {})
    schemas = published()["components"]["schemas"]
    names = [body["schema"].get("$ref", "").rpartition("/")[2] for body in content.values()]
    return [
        member
        for name in names
        for member, what in schemas.get(name, {}).get("properties", {}).items()
        if what.get("format") == "uuid"
    ]


# Operators name any merchant, and say which submission they looked at.
BY_OPERATORS = {
    ("close_case", "merchant_id"), ("close_case", "payout_id"),
    ("propose_case_decision", "merchant_id"), ("propose_case_decision", "payout_id"),
    ("propose_adjustment", "merchant_id"),
    ("verify_merchant", "submission_id"), ("refuse_verification", "submission_id"),
}  # fmt: skip
# Repeats what was shown, to be compared and not to be looked up.
REPEATED = {("approve_milestone", "expected_payee_id"), ("read_notifications", "up_to")}
NAMED: dict[tuple[str, str], str] = {
    ("fund_milestone", "deposit_id"): "unpaid_id",
    ("create_payout", "bank_account_id"): "account_id",
    ("create_payout", "retry_of"): "payout_id",
    ("create_payout", "quote_id"): "fee_quote_id",
    ("preview_payout", "bank_account_id"): "account_id",
    ("preview_payout", "retry_of"): "payout_id",
    ("preview_payout", "quote_id"): "fee_quote_id",
    ("create_transfer", "quote_id"): "transfer_quote_id",
    ("create_deposit", "quote_id"): "rate_quote_id",
    ("write_deal_message", "thread_id"): "dealer_id",
    ("read_notifications", "merchant_id"): "merchant_id",
}


def test_every_id_in_a_body_is_known() -> None:
    found = {(each.name, member) for each in operations() for member in ids_taken(each)}
    assert found == set(NAMED) | BY_OPERATORS | REPEATED


@pytest.mark.parametrize(("operation_name", "member"), sorted(NAMED))
def test_in_a_body(world: World, operation_name: str, member: str) -> None:
    [operation] = [each for each in operations() if each.name == operation_name]
    with undone():
        quotes_of_the_other(world)
        value, nobody = world.things["foreign"][NAMED[operation_name, member]], uuid4()
        good = BODIES[operation_name](world)
        if operation_name == "fund_milestone":
            good = {}
        if member == "quote_id" and operation_name == "create_deposit":
            good |= {"currency": "USD", "purpose_code": "P0802", "amount_minor": 60_000}
        before = everything()
        answers = [
            told(ask(world, operation, "owner", body=good | {member: str(each)}), each)
            for each in (value, nobody)
        ]
        assert changed_since(before, "api_idempotency_key") == {}
    assert answers[0] == answers[1]
    assert answers[0][0] in {404, 422}


def quotes_of_the_other(world: World) -> None:
    a_rate()
    api = Api(world.callers["owner of another"], world.other.id)
    for name, path, body in (
        ("fee_quote_id", "/fees/quote/", {"service": "payout", "amount_paise": 60_000}),
        ("transfer_quote_id", "/fees/quote/", {"service": "transfer", "amount_paise": 1_000}),
        ("rate_quote_id", "/deposits/quote/", {"amount_minor": 60_000, "currency": "USD"}),
    ):
        made = api.post(path, body)
        assert made.status_code == 201, made.content
        world.things["foreign"][name] = made.json()["id"]


def test_in_the_rows_of_a_batch(world: World) -> None:
    """A row is marked instead of refused: another's account exactly as one that is not there."""
    [operation] = [each for each in operations() if each.name == "create_payout_batch"]
    rows = []
    for account in (world.things["foreign"]["account_id"], uuid4()):
        with undone():
            row = {"row_key": "a", "amount_paise": 1_000, "bank_account_id": str(account)}
            made = ask(world, operation, "owner", body={"rows": [row]})
            assert made.status_code == 201
            api = Api(world.callers["owner"], world.shop.id)
            found = api.get(f"/payout-batches/{made.json()['id']}/rows/").json()["results"]
            rows.append([(each["status"], each["errors"], each["beneficiary"]) for each in found])
    assert rows[0] == rows[1]
    assert rows[0][0][0] == "invalid"


# --- links to files -------------------------------------------------------------------------------


def test_a_link_opens_its_file_for_its_reader_alone(world: World) -> None:
    """Somebody else's link, one's own link at another's file: as one that never was."""
    [operation] = [each for each in operations() if each.name == "download_file"]
    assert isinstance(POLICY["download_file"], Mine)
    with undone():
        assert ask(world, operation, "owner").status_code == 200
        told_all = []
        for caller, whose in (
            ("finance", "own"),
            ("owner of another", "own"),
            ("admin operator", "own"),
            ("owner", "foreign"),
            ("owner", "absent"),
        ):
            path = path_of(world, operation, whose)
            told_all.append(told(ask(world, operation, caller, whose), *_ids_in(path)))
    assert {each[0] for each in told_all} == {404}
    assert len({each[1] for each in told_all}) == 1


def test_an_operator_may_look_at_any_case_without_naming_a_merchant(world: World) -> None:
    api = Api(world.callers["finance operator"])
    for whose in ("own", "foreign"):
        case_id = world.things[whose]["case_id"]
        assert api.get(f"/cases/{case_id}/").json()["id"] == str(case_id)
    assert problem_of(api.get(f"/cases/{uuid4()}/")) == (404, "case_not_found")
