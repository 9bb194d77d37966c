"""What a decision about a payout is said to do, and what it then does: in every state, the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.models import Case
from adulis.cases.values import CaseKind, Decision
from adulis.gateways.values import NPCI, PROFILES, Source, Verdict
from adulis.kernel import db, due
from adulis.kernel.actors import system
from adulis.payouts import actions, tasks
from adulis.payouts.effects import effect_of
from adulis.payouts.errors import NothingWasSent
from adulis.payouts.models import Attempt, Payout
from adulis.timers import actions as timers
from tests.bank import broken_promises
from tests.rows import changed_since, everything
from tests.words import an_operator, decided, proposed, said, sent_again, started
from tests.world import Shop, a_shop

pytestmark = pytest.mark.django_db

PAISE = 60_000
V = Verdict
PAID, NOT_PAID = Decision.PAID, Decision.NOT_PAID
NOTHING = "No money moves; the answer is noted."


@pytest.fixture
def shop() -> Shop:
    return a_shop(paise=200_000)


def pass_seconds(seconds: int) -> None:
    with db.transaction():
        timers.advance_clock(seconds=seconds, actor=system("tests"), at=db.clock())


def the_case() -> Case:
    [payout_id] = Payout.objects.values_list("id", flat=True)
    [case] = questions.open_about(f"payout/{payout_id}")
    return case


def pending(shop: Shop) -> None:
    shop.pay_out(PAISE)
    for _ in range(due.POISON_AFTER_CLAIMS):
        due.claim("payouts_payout", limit=1, lease_seconds=60, only="state = 'pending'")
        pass_seconds(61)
    tasks.dispatch_payouts()


def in_doubt(shop: Shop) -> None:
    said(started(shop.pay_out(PAISE)), V.UNKNOWN, Source.SUBMISSION)
    pass_seconds(5 * 3600)
    tasks.watch_deadlines()


def in_doubt_after_one_paid_late(shop: Shop) -> None:
    first = started(shop.pay_out(PAISE))
    said(first, V.REFUSED_FOR_NOW)
    said(sent_again(first.payout), V.UNKNOWN, Source.SUBMISSION)
    said(first, V.SUCCESS)
    [late] = questions.open_about(f"payout/{first.payout_id}")
    decided(late, Decision.RECOVER)
    pass_seconds(5 * 3600)
    tasks.watch_deadlines()


def completed(shop: Shop) -> None:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, V.SUCCESS)
    said(attempt, V.REFUSED)


def failed(shop: Shop) -> None:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, V.REFUSED)
    said(attempt, V.SUCCESS, amount_minor=1)


def failed_and_returned(shop: Shop) -> None:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, V.REFUSED)
    said(attempt, V.RETURNED)


def completed_by_the_second(shop: Shop) -> None:
    """And the bank says of the first one that it paid something."""
    first = started(shop.pay_out(PAISE))
    said(first, V.REFUSED_FOR_NOW)
    said(sent_again(first.payout), V.SUCCESS)
    said(first, V.SUCCESS, amount_minor=1)


FREE, HELD, BOTH, NEITHER = (200_000, 0), (140_000, 60_000), (80_000, 0), (140_000, 0)
# In this state, this decision, is said to do that, and leaves so much available and held.
EFFECTS = [
    (pending, NOT_PAID, "It is cancelled: 600.00 INR is available to the merchant again.", FREE),
    (in_doubt, PAID, "The payout completes: 600.00 INR leaves held for the bank.", NEITHER),
    (in_doubt, NOT_PAID, "The payout fails: 600.00 INR is available to the merchant again.", FREE),
    (
        in_doubt_after_one_paid_late, PAID,
        "The payout completes: 600.00 INR leaves held for the bank.", BOTH,
    ),
    (
        in_doubt_after_one_paid_late, NOT_PAID,
        "The payout fails: 600.00 INR is available to the merchant again.", NEITHER,
    ),
    (completed, PAID, NOTHING, NEITHER),
    (
        completed, NOT_PAID,
        "The payout is returned: 600.00 INR is available to the merchant again.", FREE,
    ),
    (
        failed, PAID,
        "600.00 INR is taken from the merchant again; what is not there is owed.", NEITHER,
    ),
    (failed, NOT_PAID, NOTHING, FREE),
    (
        failed_and_returned, PAID,
        "600.00 INR is taken for the payment and given back for its return: nothing is left to do.",
        FREE,
    ),
    (failed_and_returned, NOT_PAID, NOTHING, FREE),
    (
        completed_by_the_second, PAID,
        "600.00 INR is taken from the merchant again; what is not there is owed.", BOTH,
    ),
    (completed_by_the_second, NOT_PAID, NOTHING, NEITHER),
]  # fmt: skip


@pytest.mark.parametrize(("state", "decision", "told", "left"), EFFECTS)
def test_what_is_said_is_done(
    shop: Shop,
    state: Callable[[Shop], None],
    decision: Decision,
    told: str,
    left: tuple[int, int],
) -> None:
    state(shop)
    case = the_case()
    before = everything()
    assert effect_of(case.id, decision, at=db.clock()) == told
    assert changed_since(before) == {}
    decided(case, decision, utr="UTR9")
    assert (shop.available, shop.held) == left
    assert broken_promises() == []


def test_paid_of_what_was_never_sent_is_said_to_be_refused(shop: Shop) -> None:
    pending(shop)
    assert (
        effect_of(the_case().id, PAID, at=db.clock())
        == "It is refused: nothing of it was ever sent."
    )


def test_a_debt_is_named_before_it_is_written_off(shop: Shop) -> None:
    attempt = started(shop.pay_out(PAISE))
    said(attempt, V.REFUSED)
    shop.pay_out(190_000)
    said(attempt, V.SUCCESS)
    [case] = questions.open_about(f"payout/{attempt.payout_id}")
    told = "500.00 INR that the merchant owes for it becomes our loss."
    assert effect_of(case.id, Decision.WRITE_OFF, at=db.clock()) == told


class TestCancelledMeanwhile:
    """A parked payout can still be cancelled by its merchant; that answers what was asked."""

    def cancelled(self, shop: Shop) -> tuple[Payout, Case]:
        pending(shop)
        case = the_case()
        payout = Payout.objects.get()
        proposed(case, NOT_PAID, an_operator("Farah"))
        with db.transaction():
            actions.cancel_payout(
                merchant_id=shop.id, payout_id=payout.id, actor=shop.actor, at=db.clock()
            )
        case.refresh_from_db()
        return payout, case

    def test_its_question_is_closed(self, shop: Shop) -> None:
        payout, case = self.cancelled(shop)
        assert (case.kind, case.state) == (CaseKind.POISON_PAYOUT, "closed")
        assert questions.open_about(f"payout/{payout.id}") == []

    @pytest.mark.parametrize("decision", [PAID, NOT_PAID])
    def test_one_that_is_asked_all_the_same_can_be_decided(
        self, shop: Shop, decision: Decision
    ) -> None:
        """As cases may be open that were asked before this rule was."""
        payout, _ = self.cancelled(shop)
        asked_about_poison(payout)
        case = the_case()
        if decision is PAID:
            with pytest.raises(NothingWasSent):
                decided(case, PAID)
        else:
            assert effect_of(case.id, NOT_PAID, at=db.clock()) == NOTHING
            decided(case, NOT_PAID)
        payout.refresh_from_db()
        assert (payout.state, shop.available) == ("cancelled", 200_000)
        assert Attempt.objects.count() == 0


def asked_about_poison(payout: Payout) -> None:
    with db.transaction():
        cases.open_case(
            kind=CaseKind.POISON_PAYOUT,
            key=f"payout/{payout.id}/poison_payout",
            subject=f"payout/{payout.id}",
            merchant_id=payout.merchant_id,
            evidence={},
            actor=tasks.WORKER,
            at=db.clock(),
        )


def test_a_retry_leaves_a_question_that_is_still_open(shop: Shop) -> None:
    """Whoever is asked already is not asked a second time when it is overdue again."""
    in_doubt(shop)
    asked_about_poison(Payout.objects.get())
    decided(Case.objects.get(kind=CaseKind.POISON_PAYOUT), Decision.RETRY)
    pass_seconds(5 * 3600)
    assert tasks.watch_deadlines() == 0
    assert the_case().kind == CaseKind.IN_DOUBT


def test_doubt_that_the_bank_caused_is_asked_about_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bank that may pay twice denies the payment: a human looks before it is sent again."""
    monkeypatch.setitem(PROFILES, "npci", replace(NPCI, dedupes=False))
    attempt = started(shop.pay_out(PAISE))
    said(attempt, V.UNKNOWN, Source.SUBMISSION)
    for _ in range(2):
        pass_seconds(3600)
        said(attempt, V.NOT_FOUND)
    assert the_case().kind == CaseKind.IN_DOUBT
    pass_seconds(9 * 3600)
    assert tasks.watch_deadlines() == 0
    assert Payout.objects.get().has_case
