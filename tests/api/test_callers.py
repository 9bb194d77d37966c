"""Every endpoint, asked by every kind of caller about its merchant's own things.

Who may is written by hand in ``tests.callers.policy``. An operation without a line there fails, so
that no endpoint ships undecided. Each cell of the matrix is asked in a world of its own: what one
caller did is undone before the next one asks.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from adulis.notifications import tasks
from adulis.notifications.models import Notice
from adulis.notifications.values import Audience
from tests.callers.asking import OUTCOMES, ask, prepared
from tests.callers.cast import World
from tests.callers.policy import OPERATORS, POLICY, Anybody, Desk, expected
from tests.callers.undoing import undone
from tests.callers.worlds import lived_in
from tests.doors import Api, problem_of
from tests.letters import grant_wishes
from tests.openapi import Operation, operations
from tests.rows import changed_since, everything
from tests.telling import an_alert

DONE = {200, 201, 202}


@pytest.fixture(scope="module")
def world(shared_database: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with lived_in(tmp_path_factory.mktemp("files")) as made:
        yield made


def test_every_operation_is_decided() -> None:
    assert {each.name for each in operations()} == set(POLICY)


def test_what_is_for_anybody_is_published_as_such() -> None:
    public = {each.name for each in operations() if each.is_public}
    assert public == {name for name, rule in POLICY.items() if isinstance(rule, Anybody)}


@pytest.mark.parametrize("operation", operations(), ids=lambda each: each.name)
def test_who_may(world: World, operation: Operation) -> None:
    """The cells of one row; whoever may not has changed nothing in any table."""
    rule = POLICY[operation.name]
    wanted = {caller: expected(rule, caller) for caller in world.callers}
    found: dict[str, object] = {}
    with undone():
        prepared(world, operation.name)
        before = everything()
        for caller in [each for each, status in wanted.items() if status is not None]:
            answer = ask(world, operation, caller)
            found[caller] = answer.status_code
            problem_of(answer)
        assert changed_since(before, "identity_api_key") == {}
        for caller in [each for each, status in wanted.items() if status is None]:
            with undone():
                answer = ask(world, operation, caller)
            found[caller] = answer.status_code
            told = answer.getvalue()
            if not isinstance(rule, Desk | Anybody) and caller.removesuffix(" operator") == caller:
                shown = [each for each in world.secrets() if each.encode() in told]
                assert not (shown and caller not in OF_ANOTHER), (caller, shown)
    outcomes = OUTCOMES.get(operation.name, {})
    for caller, status in wanted.items():
        if status is None:
            outcome = outcomes.get(caller, outcomes.get("*"))
            if outcome is None and found[caller] in DONE:
                outcome = found[caller]  # type: ignore[assignment]
            wanted[caller] = outcome
    assert found == wanted


def test_what_operators_are_told_is_theirs_alone(world: World) -> None:
    """An alert for them stands in their inbox and above their pages, and nobody else's."""
    told_of = {each.name: each for each in operations()}
    rule = POLICY["dismiss_system_alert"]
    kept = dict(world.things["own"])
    try:
        with undone():
            world.things["own"]["alert_id"] = an_alert(
                audience=Audience.OPERATORS, title="At the desk"
            )
            while tasks.tell_of_alerts():
                pass
            found, wanted = dict[str, int](), dict[str, int]()
            for caller in world.callers:
                is_operator = caller.endswith(" operator")
                wanted[caller] = expected(rule, caller) or (200 if is_operator else 404)
                with undone():
                    answer = ask(world, told_of["dismiss_system_alert"], caller)
                found[caller] = answer.status_code
                if expected(POLICY["list_notifications"], caller) is None:
                    with undone():
                        listed = ask(world, told_of["list_notifications"], caller).json()
                    titles = [each["title"] for each in listed["results"]]
                    assert ("At the desk" in titles) is is_operator, caller
            assert found == wanted
            operators_own = Notice.objects.filter(about__startswith="system-alert/")
            world.things["own"]["notification_id"] = operators_own.order_by("-id")[0].id
            reads = [
                ask(world, told_of["read_notification"], caller).status_code
                for caller in world.callers
            ]
            assert reads.count(200) == 1  # whose it is
    finally:
        world.things["own"] = kept


# These may see what is the other merchant's.
OF_ANOTHER = {"owner of another", "key of another"}


def test_whoever_has_not_confirmed_their_address_is_nobody_yet(world: World) -> None:
    """There is nothing they could present: a right password opens as little as a wrong one."""
    person = {"email": "unconfirmed@example.com", "password": "kettle Harbour 92 lantern"}
    with undone():
        assert Api().post("/auth/register/", {**person, "name": "New"}).status_code == 202
        grant_wishes()
        before = everything()
        right, wrong = (
            Api().post("/auth/token/", {**person, "password": password})
            for password in (person["password"], "another kettle 92 lantern")
        )
        assert "access" not in right.json()
        assert (right.status_code, wrong.status_code) == (403, 401)
        assert changed_since(before) == {}


def test_all_kinds_of_caller_ask(world: World) -> None:
    """Or a row would prove less than it seems to."""
    desks = {each.removesuffix(" operator") for each in world.callers if "operator" in each}
    assert desks == OPERATORS
    assert len(world.callers) == 35
