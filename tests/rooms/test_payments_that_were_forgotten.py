"""What a restored database has forgotten, and the bank's statement shows under a name it knows."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import orjson
import pytest

from adulis.audit.models import AuditRecord
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind, Decision
from adulis.gateways import actions as gateways_actions
from adulis.gateways import queries as gateways
from adulis.gateways.models import StatementLine
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.oversight.tasks import notice_restoration
from adulis.payouts import actions as payouts
from adulis.payouts import tasks
from adulis.payouts.models import Attempt, Payout
from adulis.payouts.values import bank_reference
from tests.deciding import decide, question_about
from tests.reconciling import broken, match, matched, open_cases, states
from tests.restoring import another_life
from tests.statements import Told
from tests.world import BANK, BUILDER, Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000


def told_of(wish: UUID, number: int = 1, paise: int = PAISE) -> Told:
    """The line of what was paid for a wish when it was told before."""
    return Told("L1", "payment", paise, client_reference=bank_reference(wish, number), utr="U1")


def asked_again(shop: Shop, wish: UUID) -> Payout:
    payout: Payout = shop.pay_out(PAISE, intent_id=wish)
    return payout


def questions() -> list[str]:
    """Kinds of what is asked, but for whether this database is accepted."""
    return [each for each in open_cases() if each != CaseKind.DATABASE_RESTORED]


def state_of(payout: Payout) -> tuple[str, int]:
    """Its state, and how many attempts it has."""
    payout.refresh_from_db()
    return payout.state, Attempt.objects.filter(payout=payout).count()


@pytest.mark.parametrize("number", [1, 2])
def test_it_is_the_payout_that_was_asked_for_again(number: int) -> None:
    """While money stands still: nothing is sent by it."""
    shop, wish = a_shop(paise=200_000), uuid4()
    another_life()
    notice_restoration()
    payout, other = asked_again(shop, wish), asked_again(shop, uuid4())
    matched(told_of(wish, number))
    assert gateways.stands_still()
    assert (state_of(payout), state_of(other)) == (("completed", 1), ("pending", 0))
    assert payout.started_at is not None
    # What was tried in the life that was forgotten counts, or it would be tried too often.
    assert payout.retry_count == number - 1
    attempt = Attempt.objects.get(payout=payout)
    assert (attempt.number, attempt.reference) == (number, bank_reference(wish, number))
    assert (states(), questions(), broken()) == ([("L1", PAISE, "matched")], [], [])
    [record] = AuditRecord.objects.filter(action="payout.recognise")
    assert (record.subject, record.after["attempt"]) == (f"payout/{payout.id}", number)


def test_a_line_that_came_before_it_was_asked_for_again_is_read_again() -> None:
    shop, wish = a_shop(paise=200_000), uuid4()
    another_life()
    notice_restoration()
    matched(told_of(wish))
    assert questions() == ["missing_here"]
    payout = asked_again(shop, wish)
    assert state_of(payout) == ("pending", 0)
    line = StatementLine.objects.get()
    decide(question_about(f"statement-line/{line.id}"), Decision.RETRY)
    match()
    assert (state_of(payout), questions(), broken()) == (("completed", 1), [], [])


def test_another_amount_is_asked_about() -> None:
    shop, wish = a_shop(paise=200_000), uuid4()
    another_life()
    notice_restoration()
    payout = asked_again(shop, wish)
    matched(told_of(wish, paise=PAISE + 1))
    assert (state_of(payout), questions()) == (("processing", 1), ["amount_mismatch"])
    assert broken() == []


def test_a_database_that_has_forgotten_nothing_asks() -> None:
    """The bank's word is about what was never sent, which is nothing to be taken as it comes."""
    shop, wish = a_shop(paise=200_000), uuid4()
    payout = asked_again(shop, wish)
    matched(told_of(wish))
    assert (state_of(payout), questions()) == (("pending", 0), ["missing_here"])


def test_what_its_owners_have_to_approve_waits_for_them() -> None:
    shop, wish = a_shop(paise=200_000), uuid4()
    with db.transaction():
        payouts.set_approval_threshold(
            merchant_id=shop.id, above=rupees(PAISE - 1), actor=shop.actor, at=db.clock()
        )
    another_life()
    notice_restoration()
    payout = asked_again(shop, wish)
    matched(told_of(wish))
    assert (state_of(payout), questions()) == (("pending", 0), ["missing_here"])


def test_what_its_callback_has_asked_is_answered() -> None:
    shop, wish = a_shop(paise=200_000), uuid4()
    another_life()
    notice_restoration()
    name = bank_reference(wish, 1)
    with db.transaction():
        cases.open_case(
            kind=CaseKind.UNKNOWN_REFERENCE, key=name, subject=f"bank-reference/{name}",
            merchant_id=None, evidence={}, actor=BUILDER, at=db.clock(),
        )  # fmt: skip
    asked_again(shop, wish)
    matched(told_of(wish))
    assert questions() == []


def test_one_whose_money_is_not_set_aside_yet_goes_on_waiting() -> None:
    shop, wish = a_shop(paise=200_000), uuid4()
    another_life()
    notice_restoration()
    tomorrow = db.clock() + timedelta(days=1)
    payout = shop.pay_out(PAISE, intent_id=wish, scheduled_at=tomorrow)
    assert not payout.is_held
    matched(told_of(wish))
    assert (state_of(payout), questions()) == (("pending", 0), ["missing_here"])


def test_its_callback_is_heard_once_it_is_noticed_what_was_forgotten() -> None:
    """A question from before then would not be counted among what has to be answered."""
    another_life()
    body = {
        "id": "e1",
        "type": "payment.completed",
        "data": {
            "client_reference": bank_reference(uuid4(), 1),
            "status": "completed",
            "amount_paise": PAISE,
        },
    }
    with db.transaction():
        gateways_actions.store_callback(
            bank=BANK, event_id="e1", body=orjson.dumps(body), at=db.clock()
        )
    assert (tasks.apply_callbacks(), open_cases()) == (0, [])
    notice_restoration()
    assert (tasks.apply_callbacks(), questions()) == (1, ["unknown_reference"])
