"""A part that two operators accept, and all of it coming back, at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.values import Verdict
from adulis.kernel import db
from adulis.payouts.models import Attempt
from adulis.reconciliation import actions
from tests.bank import broken_promises, together
from tests.reconciling import ONE, TWO, a_payment, back, matched, say, shown
from tests.world import a_shop


@pytest.mark.usefixtures("fresh_database")
def test_one_of_them_finds_the_other() -> None:
    shop = a_shop(paise=100_000)
    attempt = a_payment(shop, 60_000, Verdict.SUCCESS)
    matched(shown(attempt), back(attempt, amount_paise=59_900))
    case_id = Case.objects.get().id
    with db.transaction():
        cases.propose_decision(
            case_id=case_id, decision=Decision.ACCEPT, details={}, actor=ONE, at=db.clock()
        )

    def accept() -> None:
        with db.transaction():
            actions.decide_case(
                case_id=case_id, decision=Decision.ACCEPT, details={}, actor=TWO, at=db.clock()
            )

    together(accept, partial(say, attempt.reference, Verdict.RETURNED, 60_000))
    part = Attempt.objects.get().returned_minor
    assert (shop.available, part) in {(99_900, 59_900), (100_000, 0)}
    assert broken_promises() == []
