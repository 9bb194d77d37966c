"""Payouts to the bank stop by one operator's word and go on by two."""

from __future__ import annotations

import pytest

from adulis.approvals.errors import AlreadyAsked, ApprovedThingChanged, ApproverIsMaker
from adulis.approvals.models import Approval
from adulis.audit.models import AuditRecord
from adulis.gateways import actions as gateways
from adulis.gateways import queries
from adulis.gateways.errors import BankAlreadyPaused, BankNotPaused, BankUnknown
from adulis.gateways.values import Verdict
from adulis.identity.errors import OperatorRequired
from adulis.identity.values import OperatorRole
from adulis.kernel import db
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.oversight import actions
from adulis.oversight.effects import effect_of
from adulis.payouts.models import Attempt, Payout
from tests.rows import changed_since, everything
from tests.words import said, sent_again, started
from tests.world import BANK, a_person, a_shop

pytestmark = pytest.mark.django_db
FINANCE, ADMIN = OperatorRole.FINANCE, OperatorRole.ADMIN
COMPLIANCE, SUPPORT = OperatorRole.COMPLIANCE, OperatorRole.SUPPORT


def operator(role: OperatorRole, name: str = "") -> Actor:
    user_id, _ = a_person(name or role.capitalize(), operator_role=role)
    return Actor(ActorKind.OPERATOR, str(user_id), str(user_id))


def pause(actor: Actor, *, bank: str = BANK, reason: str = "a promise is broken") -> None:
    with db.transaction():
        actions.pause_bank(bank=bank, reason=reason, actor=actor, at=db.clock())


def propose(actor: Actor, *, bank: str = BANK) -> Approval:
    with db.transaction():
        return actions.propose_resuming(
            bank=bank, reason="it was a report", actor=actor, at=db.clock()
        )


def approve(approval: Approval, actor: Actor) -> None:
    with db.transaction():
        actions.approve(approval=approval, actor=actor, at=db.clock())


def not_sent(payout: Payout) -> str:
    """A round of the dispatcher looks at it and sends nothing; what it waits for."""
    with pytest.raises(Attempt.DoesNotExist):
        started(payout)
    payout.refresh_from_db()
    return payout.waiting_for


def test_nothing_is_sent_before_two_say_so_and_what_was_sent_is_asked_about() -> None:
    shop, maker, other = a_shop(paise=1_000_000), operator(FINANCE), operator(ADMIN)
    before = started(shop.pay_out(10_000))
    pause(operator(COMPLIANCE))
    meanwhile = shop.pay_out(20_000)
    assert not_sent(meanwhile) == "paused"
    assert said(before, Verdict.SUCCESS) == "paid"
    approval = propose(maker)
    assert not_sent(meanwhile) == "paused"
    approve(approval, other)
    assert queries.health(BANK).is_well
    Payout.objects.filter(id=meanwhile.id).update(due_at=db.clock())
    assert started(meanwhile).state == "sending"
    told = AuditRecord.objects.filter(subject=f"bank/{BANK}").order_by("id")
    assert [(each.action, each.actor_kind) for each in told] == [
        ("bank.pause", "operator"), ("bank.resume", "operator"),
    ]  # fmt: skip


def test_nor_is_what_is_to_be_sent_once_more() -> None:
    payout, maker, other = a_shop(paise=100_000).pay_out(10_000), operator(FINANCE), operator(ADMIN)
    said(started(payout), Verdict.NOT_SENT)
    pause(maker)
    assert sent_again(payout).sent_count == 1
    approve(propose(maker), other)
    assert sent_again(payout).sent_count == 2


def test_the_effect_is_told_in_numbers() -> None:
    maker, shop = operator(FINANCE), a_shop(paise=1_000_000)
    pause(maker)
    approval = propose(maker)
    told = effect_of(approval.kind, approval.details, at=db.clock())
    assert told.startswith(f"Payouts go to the bank {BANK} again: nothing waits for it now. It was")
    assert told.endswith("because: a promise is broken.")
    for paise in (10_000, 20_000):
        assert not_sent(shop.pay_out(paise)) == "paused"
    told = effect_of(approval.kind, approval.details, at=db.clock())
    assert "2 payouts of ₹300.00 wait for it." in told


@pytest.mark.parametrize(
    ("role", "pauses", "resumes"),
    [
        (SUPPORT, False, False), (COMPLIANCE, True, False), (FINANCE, True, True),
        (ADMIN, True, True),
    ],
)  # fmt: skip
def test_roles_decide_who_may(role: OperatorRole, *, pauses: bool, resumes: bool) -> None:
    who, before = operator(role, "Whoever"), everything()
    if not pauses:
        with pytest.raises(OperatorRequired):
            pause(who)
        assert changed_since(before) == {}
    pause(who if pauses else operator(ADMIN, "Another"))
    if resumes:
        assert propose(who).kind == "resume_bank"
        return
    approval, before = propose(operator(FINANCE, "Third")), everything()
    for verb in (propose, lambda actor: approve(approval, actor)):
        with pytest.raises(OperatorRequired):
            verb(who)
    assert changed_since(before) == {}


def test_refusals_change_nothing() -> None:
    maker, other = operator(FINANCE), operator(ADMIN)
    before = everything()
    with pytest.raises(BankNotPaused):
        propose(maker)
    for verb in (pause, propose):
        with pytest.raises(BankUnknown):
            verb(maker, bank="NOBODYS")
    assert changed_since(before) == {}
    pause(maker)
    approval, before = propose(maker), everything()
    with pytest.raises(BankAlreadyPaused):
        pause(other)
    with pytest.raises(AlreadyAsked):
        propose(other)
    with pytest.raises(ApproverIsMaker):
        approve(approval, maker)
    assert changed_since(before) == {}


def test_a_pause_that_began_since_then_was_not_agreed_about() -> None:
    maker, other = operator(FINANCE), operator(ADMIN)
    pause(maker)
    approval = propose(maker)
    with db.transaction():
        gateways.resume_bank(bank=BANK, reason="x", actor=system("tests"), at=db.clock())
    with pytest.raises(BankNotPaused):
        approve(approval, other)
    pause(maker)
    before = everything()
    with pytest.raises(ApprovedThingChanged):
        approve(approval, other)
    assert changed_since(before) == {}
    assert queries.health(BANK).paused == "a promise is broken"
    # It does not stand in the way of the question about this one.
    approve(propose(maker), other)
    assert queries.health(BANK).is_well
