"""Whoever confirms a decision confirms what was proposed: one alone never says who gets money."""

from __future__ import annotations

import pytest

from adulis.cases.errors import DecisionNotOffered
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind
from adulis.kernel.money import rupees
from adulis.oversight import actions
from adulis.reconciliation.errors import AssignmentNeeded
from tests.giving_back import asked, paid, purse
from tests.rows import changed_since, everything
from tests.world import a_person, a_shop

pytestmark = pytest.mark.django_db


def operator(name: str) -> Actor:
    user_id, _ = a_person(name, operator_role=OperatorRole.FINANCE)
    return Actor(ActorKind.OPERATOR, str(user_id), str(user_id))


@pytest.fixture
def case() -> Case:
    """A payment that does not fit its deposit."""
    paid(asked(a_shop(), rupees(50_000)), amount=rupees(20_000))
    return Case.objects.get()


def propose(case: Case, **details: str) -> None:
    first = operator("Farah")
    with db.transaction():
        actions.propose_decision(
            case_id=case.id, decision=Decision.ASSIGN, details=details, actor=first, at=db.clock()
        )


def confirm(case: Case, actor: Actor, **details: str) -> None:
    with db.transaction():
        actions.decide_case(
            case_id=case.id, decision=Decision.ASSIGN, details=details, actor=actor, at=db.clock()
        )


def test_another_merchant_than_was_proposed_gets_nothing(case: Case) -> None:
    proposed, mine = a_shop("Proposed"), a_shop("Mine")
    propose(case, merchant_id=str(proposed.id))
    second = operator("Gita")
    before = everything()
    with pytest.raises(DecisionNotOffered):
        confirm(case, second, merchant_id=str(mine.id))
    assert changed_since(before) == {}
    confirm(case, second, merchant_id=str(proposed.id))
    assert (purse(proposed)[0], purse(mine)[0]) == (20_000, 0)


def test_it_has_to_be_said_by_the_first(case: Case) -> None:
    """Otherwise the second alone would choose."""
    with pytest.raises(AssignmentNeeded):
        propose(case, payout_id=str(case.id))
    case.refresh_from_db()
    assert case.state == "open"
