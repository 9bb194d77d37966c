"""A restored database is not accepted before people have said what it has forgotten."""

from __future__ import annotations

from uuid import uuid4

import pytest

from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import CaseKind, Decision
from adulis.gateways import queries as gateways
from adulis.gateways.models import StatementLine
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.oversight.errors import RestorationUnfinished
from adulis.payouts.values import bank_reference
from tests.deciding import an_operator, confirm, decide, propose, question_about
from tests.reconciling import matched
from tests.restoring import another_life, in_order, left, restored
from tests.statements import Told

pytestmark = pytest.mark.django_db


def asked_about(kind: CaseKind, subject: str) -> Case:
    with db.transaction():
        cases.open_case(
            kind=kind, key=subject, subject=subject, merchant_id=None, evidence={},
            actor=system("tests"), at=db.clock(),
        )  # fmt: skip
    return question_about(subject)


def answered(case: Case, decision: Decision) -> None:
    """By two operators; what comes of it elsewhere is not what is looked at."""
    one, two = an_operator(), an_operator()
    with db.transaction():
        cases.propose_decision(
            case_id=case.id, decision=decision, details={}, actor=one, at=db.clock()
        )
    with db.transaction():
        cases.close_case(case_id=case.id, decision=decision, actor=two, at=db.clock())


@pytest.mark.parametrize(
    "kind", [CaseKind.MISSING_HERE, CaseKind.UNKNOWN_REFERENCE, CaseKind.SETTLEMENT_MISMATCH]
)
def test_what_the_bank_knows_and_we_do_not_is_answered_first(kind: CaseKind) -> None:
    """What was asked before it was restored is nothing it has forgotten."""
    asked_about(kind, "payment/old")
    another_life()
    in_order()
    assert left() == []
    unknown = asked_about(kind, "payment/forgotten")
    case = question_about(restored().subject)
    propose(case, Decision.RESUME)
    with pytest.raises(RestorationUnfinished) as refused:
        confirm(case, Decision.RESUME)
    assert refused.value.facts["left"] == left()
    assert left() == ["1 questions about payments that are not known here are open."]
    assert gateways.stands_still()
    answered(unknown, Decision.ACCEPT)
    assert left() == []
    confirm(case, Decision.RESUME)
    assert not gateways.stands_still()


def test_a_line_that_nobody_ordered_is_answered_first() -> None:
    """By the statement itself, and by the two who say what it is."""
    another_life()
    in_order()
    matched(Told("L1", "payment", 60_000, client_reference=bank_reference(uuid4(), 1), utr="U1"))
    assert left() == ["1 questions about payments that are not known here are open."]
    line = StatementLine.objects.get()
    decide(question_about(f"statement-line/{line.id}"), Decision.ACCEPT)
    assert left() == []


def test_nothing_is_asked_before_it_is_noticed_that_would_not_be_counted() -> None:
    """Whoever brings the statements first, before any worker has run."""
    another_life()
    line = Told("L1", "payment", 60_000, client_reference=bank_reference(uuid4(), 1), utr="U1")
    matched(line)
    assert StatementLine.objects.get().state == "imported"
    in_order(line)
    assert StatementLine.objects.get().state == "questioned"
    assert left() == ["1 questions about payments that are not known here are open."]
