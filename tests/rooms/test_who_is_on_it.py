"""Who is on what of all that waits for operators: one, by name, who locks nobody out."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from adulis.approvals.models import Approval
from adulis.audit.models import AuditRecord
from adulis.identity import actions as identity
from adulis.identity.errors import OperatorRequired
from adulis.identity.models import User
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.oversight import actions, desks, queries, tasks
from adulis.oversight.actions.owning import ENDED_AT_ONCE
from adulis.oversight.errors import AlreadyTaken, NothingWaits, NotTaken, NotYours
from adulis.oversight.models import Ownership
from adulis.oversight.values import Whose, WorkKind
from tests.asking import pass_hours
from tests.bank import overtaken
from tests.databases import TestDatabase
from tests.racing import at_once
from tests.rooms.test_oversight import approve, fee, limit, operator, run
from tests.rows import changed_since, everything

FEE = WorkKind.APPROVAL


@pytest.fixture(autouse=True)
def _database(fresh_database: TestDatabase) -> None:
    """What two do at once needs commits."""


@pytest.fixture
def farah() -> Actor:
    return operator(OperatorRole.FINANCE, "Farah")


@pytest.fixture
def anand() -> Actor:
    return operator(OperatorRole.ADMIN, "Anand")


@pytest.fixture
def asked() -> Approval:
    return fee(operator(OperatorRole.FINANCE, "Mina"))


def take(asked: Approval, actor: Actor) -> bool:
    taken: bool = run(actions.take, kind=FEE, thing_id=asked.id, actor=actor)
    return taken


def take_over(asked: Approval, actor: Actor, before: Actor, reason: str = "she is away") -> bool:
    told = {"from_id": UUID(before.id), "reason": reason, "actor": actor}
    taken: bool = run(actions.take_over, kind=FEE, thing_id=asked.id, **told)
    return taken


def let_go(asked: Approval, actor: Actor) -> None:
    run(actions.let_go, kind=FEE, thing_id=asked.id, actor=actor)


def on_it(asked: Approval) -> str | None:
    owner = desks.owners_for_operator(FEE, [asked.id]).get(asked.id)
    return None if owner is None else owner.name


def told_of(asked: Approval) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    rows = AuditRecord.objects.filter(subject=f"approval/{asked.id}", action__startswith="work.")
    return [(each.action, each.before, each.after) for each in rows.order_by("id")]


class TestTaking:
    def test_says_who_is_on_it(self, asked: Approval, farah: Actor) -> None:
        assert on_it(asked) is None
        assert take(asked, farah)
        assert on_it(asked) == "Farah"
        before = everything()
        assert not take(asked, farah)
        assert changed_since(before) == {}

    def test_what_another_is_on_tells_who_that_is(
        self, asked: Approval, farah: Actor, anand: Actor
    ) -> None:
        take(asked, farah)
        before = everything()
        with pytest.raises(AlreadyTaken) as refused:
            take(asked, anand)
        assert refused.value.detail == "Farah is on this."
        assert refused.value.facts["owner"] == "Farah"
        assert changed_since(before) == {}

    def test_locks_nobody_out(self, asked: Approval, farah: Actor, anand: Actor) -> None:
        take(asked, farah)
        approve(asked, anand)
        assert Approval.objects.get(id=asked.id).state == "approved"

    def test_is_for_those_who_may_decide(self, asked: Approval) -> None:
        before = everything()
        with pytest.raises(OperatorRequired):
            take(asked, operator(OperatorRole.SUPPORT, "Sam"))
        assert changed_since(before, "identity_user", "events_event", "audit_record") == {}

    def test_is_of_what_waits(self, asked: Approval, farah: Actor, anand: Actor) -> None:
        approve(asked, anand)
        before = everything()
        for thing in (asked.id, uuid4()):
            with pytest.raises(NothingWaits):
                run(actions.take, kind=FEE, thing_id=thing, actor=farah)
        assert changed_since(before) == {}

    def test_and_letting_go(self, asked: Approval, farah: Actor, anand: Actor) -> None:
        take(asked, farah)
        for stranger in (anand, operator(OperatorRole.ADMIN, "Noor")):
            with pytest.raises(NotYours):
                let_go(asked, stranger)
        let_go(asked, farah)
        assert on_it(asked) is None
        assert told_of(asked)[-1] == ("work.let_go", {"owner_id": farah.id}, {})
        with pytest.raises(NotYours):
            let_go(asked, farah)
        assert take(asked, anand)

    def test_over_says_why(self, asked: Approval, farah: Actor, anand: Actor) -> None:
        take(asked, farah)
        taken_at = Ownership.objects.get().taken_at
        pass_hours(5)
        assert take_over(asked, anand, farah)
        assert on_it(asked) == "Anand"
        # Since when is of whoever is on it now.
        assert Ownership.objects.get().taken_at - taken_at >= timedelta(hours=5)
        assert told_of(asked) == [
            ("work.take", {}, {"owner_id": farah.id}),
            (
                "work.take_over",
                {"owner_id": farah.id},
                {"owner_id": anand.id, "reason": "she is away"},
            ),
        ]

    def test_over_what_is_nobodys_or_ones_own(
        self, asked: Approval, farah: Actor, anand: Actor
    ) -> None:
        with pytest.raises(NotTaken):
            take_over(asked, anand, farah)
        take(asked, anand)
        before = everything()
        assert not take_over(asked, anand, farah)
        assert changed_since(before) == {}


class TestAtOnce:
    def test_two_take_and_one_is_told_of_the_other(
        self, asked: Approval, farah: Actor, anand: Actor
    ) -> None:
        people = (farah, anand)
        assert at_once(2, lambda number: take(asked, people[number])) == ["already_taken", "done"]
        assert Ownership.objects.count() == 1

    def test_the_second_waits_for_the_first(
        self, asked: Approval, farah: Actor, anand: Actor
    ) -> None:
        told: dict[str, Any] = {"kind": FEE, "thing_id": asked.id, "actor": farah}
        _, refused = overtaken(
            partial(actions.take, **told, at=db.clock()), partial(take, asked, anand)
        )
        assert isinstance(refused, AlreadyTaken)
        assert refused.detail == "Farah is on this."

    def test_it_is_let_go_of_and_taken(self, asked: Approval, farah: Actor, anand: Actor) -> None:
        take(asked, farah)
        told: dict[str, Any] = {"kind": FEE, "thing_id": asked.id, "actor": farah}
        _, taken = overtaken(
            partial(actions.let_go, **told, at=db.clock()), partial(take, asked, anand)
        )
        assert (taken, on_it(asked)) == (True, "Anand")

    def test_two_take_over_and_the_second_is_told(
        self, asked: Approval, farah: Actor, anand: Actor
    ) -> None:
        noor = operator(OperatorRole.ADMIN, "Noor")
        take(asked, farah)
        told: dict[str, Any] = {
            "kind": FEE, "thing_id": asked.id, "from_id": UUID(farah.id), "reason": "away",
            "actor": anand,
        }  # fmt: skip
        _, refused = overtaken(
            partial(actions.take_over, **told, at=db.clock()),
            partial(take_over, asked, noor, farah),
        )
        assert isinstance(refused, AlreadyTaken)
        assert on_it(asked) == "Anand"


class TestEnds:
    def test_when_it_is_decided(self, asked: Approval, farah: Actor, anand: Actor) -> None:
        take(asked, farah)
        approve(asked, anand)
        assert on_it(asked) is None
        assert tasks.end_ownerships() == 1
        assert told_of(asked)[-1] == ("work.end_ownership", {"owner_id": farah.id}, {})
        assert tasks.end_ownerships() == 0

    def test_when_nobody_decides_it(self, asked: Approval, farah: Actor) -> None:
        take(asked, farah)
        pass_hours(8 * 24)
        tasks.expire_approvals()
        assert tasks.end_ownerships() == 1

    @pytest.mark.parametrize("is_shut_out", [True, False])
    def test_with_whoever_is_no_operator_any_more(
        self, asked: Approval, farah: Actor, anand: Actor, is_shut_out: bool
    ) -> None:
        take(asked, farah)
        told: dict[str, Any] = {"user_id": UUID(farah.id), "reason": "left", "actor": anand}
        if is_shut_out:
            run(identity.deactivate_user, **told)
        else:
            run(identity.set_operator_role, role=None, **told)
        assert on_it(asked) is None
        # What the worker has not come to yet keeps nobody waiting.
        assert take(asked, anand)
        assert (on_it(asked), tasks.end_ownerships()) == ("Anand", 0)

    def test_of_the_one_who_left_by_the_worker(self, asked: Approval, farah: Actor) -> None:
        take(asked, farah)
        User.objects.filter(id=farah.id).update(is_active=False)
        assert tasks.end_ownerships() == 1
        assert Ownership.objects.count() == 0

    def test_not_what_somebody_takes_at_that_moment(
        self, asked: Approval, farah: Actor, anand: Actor
    ) -> None:
        take(asked, farah)
        User.objects.filter(id=farah.id).update(is_active=False)
        told: dict[str, Any] = {"kind": FEE, "thing_id": asked.id, "actor": anand}
        raced = overtaken(partial(actions.take, **told, at=db.clock()), tasks.end_ownerships)
        assert (raced, on_it(asked)) == ((True, 0), "Anand")

    def test_so_many_at_once_however_many_there_are(self, farah: Actor) -> None:
        Ownership.objects.bulk_create(
            Ownership(kind=FEE, thing_id=uuid4(), owner_id=UUID(farah.id), taken_at=db.clock())
            for _ in range(ENDED_AT_ONCE + 1)
        )
        assert [tasks.end_ownerships() for _ in range(3)] == [ENDED_AT_ONCE, 1, 0]

    def test_not_while_it_waits(self, asked: Approval, farah: Actor) -> None:
        take(asked, farah)
        pass_hours(24)
        assert tasks.end_ownerships() == 0
        assert on_it(asked) == "Farah"


class TestQueues:
    def test_of_mine_and_nobodys_and_all(self, asked: Approval, farah: Actor, anand: Actor) -> None:
        other = limit(operator(OperatorRole.FINANCE, "Omar"))
        third = limit(operator(OperatorRole.FINANCE, "Om"), tier="standard")
        take(asked, farah)
        take(third, anand)

        def part(whose: str) -> set[UUID]:
            rows = desks.whose(queries.inbox_of_operators(), FEE, whose, person=UUID(farah.id))
            return {each.id for each in rows}

        assert part(Whose.MINE) == {asked.id}
        assert part(Whose.NOBODYS) == {other.id}
        assert part(Whose.ALL) == part("") == {asked.id, other.id, third.id}

    def test_tell_the_owners_of_a_page_in_one_query(
        self, asked: Approval, farah: Actor, django_assert_num_queries: Any
    ) -> None:
        things = [asked.id, *(limit(farah, tier=tier).id for tier in ("starter", "standard"))]
        for thing in things:
            run(actions.take, kind=FEE, thing_id=thing, actor=farah)
        with django_assert_num_queries(1):
            owners = desks.owners_for_operator(FEE, things)
        assert {each.name for each in owners.values()} == {"Farah"}
        assert all(db.clock() - each.since < timedelta(minutes=5) for each in owners.values())
        assert len(owners) == 3
