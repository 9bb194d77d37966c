"""What the platform decides is not written by whoever asks: posted all the same, it does nothing.

Each operation that writes is sent its good request with what it does not take: whose it is, how it
stands, who approved it. It refuses, or does what it does and none of that reaches any table. And
methods that nobody published are refused at every address.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from adulis.kernel import db
from tests.callers.asking import BODIES, ask, path_of, prepared
from tests.callers.cast import World
from tests.callers.policy import POLICY, expected
from tests.callers.undoing import undone
from tests.callers.worlds import lived_in
from tests.doors import Api, problem_of
from tests.openapi import Operation, operations, published
from tests.rows import changed_since, everything

# Recognised wherever they end up.
STRANGER = UUID("c0ffee00-0000-7000-8000-00000000c0de")
WORD, NUMBER = "smuggledword", 777_777_333
PROTECTED: dict[str, Any] = {
    "id": str(STRANGER), "merchant_id": str(STRANGER), "merchant": str(STRANGER),
    "owner_id": str(STRANGER), "user_id": str(STRANGER), "made_by": str(STRANGER),
    "created_by": str(STRANGER), "approved_by": str(STRANGER), "decided_by": str(STRANGER),
    "asked_by": str(STRANGER), "actor": str(STRANGER), "sender_id": str(STRANGER),
    "state": WORD, "status": WORD, "role": WORD, "operator_role": WORD, "tier": WORD,
    "verification": WORD, "payouts_frozen_reason": WORD, "checkout_url": WORD, "secret": WORD,
    "balance": NUMBER, "available_paise": NUMBER, "fee_paise": NUMBER, "fee_minor": NUMBER,
    "tax_minor": NUMBER, "rate_micros": NUMBER, "amount_minor": NUMBER, "owed_paise": NUMBER,
    "created_at": "1999-12-31T00:00:00Z", "approved_at": "1999-12-31T00:00:00Z",
    "clears_at": "1999-12-31T00:00:00Z", "is_staff": True, "is_active": True, "is_superuser": True,
    "is_email_confirmed": True,
}  # fmt: skip
TRACES = (str(STRANGER), WORD, str(NUMBER), "1999-12-31")
WRITING = [each for each in operations() if each.method != "get"]
# Their bodies are files.
FILES = {"import_statement", "upload_verification_document"}
# Anything is taken from outside, signed, and kept for being weighed.
SIGNED = {"receive_bank_callback", "receive_gateway_callback"}


@pytest.fixture(scope="module")
def world(shared_database: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with lived_in(tmp_path_factory.mktemp("files")) as made:
        yield made


def taken_by(operation: Operation) -> set[str]:
    """The members of its published body."""
    content = operation.told.get("requestBody", {}).get("content", {})
    schemas = published()["components"]["schemas"]
    names = [body["schema"].get("$ref", "").rpartition("/")[2] for body in content.values()]
    return {member for name in names for member in schemas.get(name, {}).get("properties", {})}


def somebody_who_may(world: World, operation: Operation) -> str:
    rule = POLICY[operation.name]
    order: list[str] = ["owner", "finance operator", "compliance operator", *world.callers]
    return next(each for each in order if expected(rule, each) is None)


@pytest.mark.parametrize("operation", WRITING, ids=lambda each: each.name)
def test_is_refused_or_does_nothing(world: World, operation: Operation) -> None:
    if operation.name in FILES | SIGNED:
        return
    caller = somebody_who_may(world, operation)
    smuggled = {name: it for name, it in PROTECTED.items() if name not in taken_by(operation)}
    with undone():
        prepared(world, operation.name)
        good = BODIES[operation.name](world) if operation.name in BODIES else {}
        before = everything()
        if operation.name in BODIES:
            # One by one, so that each is refused for itself.
            for name, value in smuggled.items():
                answer = ask(world, operation, caller, body=good | {name: value})
                assert problem_of(answer)[0] == 400, name
                pointers = [each["pointer"] for each in answer.json()["errors"]]
                assert pointers == [f"/{name}"], name
            assert changed_since(before) == {}
        else:
            ask(world, operation, caller, body=smuggled)
            assert places_of_traces() == []


def places_of_traces() -> list[str]:
    """Tables in which something of what was smuggled arrived."""
    tables = [
        name
        for (name,) in db.fetch_all(
            "SELECT relname::text FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'SELECT') ORDER BY relname"
        )
    ]
    told = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name} AS row WHERE row::text ~ %s)"
        for name in tables
    )
    return [name for (name,) in db.fetch_all(told, ["|".join(TRACES)] * len(tables))]


ADDRESSES = sorted({each.template for each in operations()})
METHODS = ("get", "post", "put", "patch", "delete", "options", "trace")


@pytest.mark.parametrize("template", ADDRESSES)
def test_methods_nobody_published(world: World, template: str) -> None:
    here = [each for each in operations() if each.template == template]
    before = everything()
    for method in METHODS:
        if method in {each.method for each in here}:
            continue
        for caller in ("owner", "admin operator"):
            api = Api(world.callers[caller])
            path = f"/api/v1{path_of(world, here[0], 'own')}"
            answer = api.client.generic(
                method.upper(), path, b"{}", content_type="application/json", headers=api.headers
            )
            assert answer.status_code == 405, (method, caller)
    assert changed_since(before) == {}
