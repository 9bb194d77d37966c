"""One of everything a merchant can have, made by the platform's own verbs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from adulis.approvals import queries as approvals
from adulis.approvals.models import Approval
from adulis.cases import actions as cases
from adulis.cases.values import CaseKind, Decision
from adulis.deposits import actions as deposits
from adulis.files.models import File
from adulis.gateways.collected import Payer
from adulis.identity import actions as identity
from adulis.identity.models import Membership
from adulis.identity.values import SCOPES, MemberRole, OperatorRole
from adulis.kernel import db, due
from adulis.kernel.actors import Actor, ActorKind, system
from adulis.kernel.money import Money, rupees
from adulis.ledger import tasks as book
from adulis.ledger.models import Entry
from adulis.oversight import actions as oversight
from adulis.payouts import actions as payouts
from adulis.payouts.values import RowGiven
from adulis.reports import actions as reports
from adulis.reports.values import ReportKind, Row
from adulis.transfers import actions as transfers
from adulis.transfers.values import TransferOrder
from adulis.wallets.values import Against, Direction
from tests.book import let_the_horizon_pass
from tests.calendar_days import today
from tests.callers.bidding_things import bidding_things
from tests.callers.deal_things import deal_things
from tests.callers.dispute_things import dispute_things
from tests.callers.escrow_things import escrow_things
from tests.callers.webhook_things import webhook_things
from tests.giving_back import (
    GATEWAY,
    SIMGATE,
    a_deposit,
    asked,
    dispute_of,
    hear,
    paid,
    refund,
)
from tests.verifying import a_document, an_operator
from tests.world import Shop, a_member, a_shop

VIEWER, OWNER = MemberRole.VIEWER, MemberRole.OWNER


def things_of(shop: Shop, note: str) -> dict[str, Any]:
    """By the names they have in paths; ``note`` is written wherever something can be written."""
    payout = shop.pay_out(10_000, narration=note, reference=note)
    credited = a_deposit(shop, 50_000, cleared=True)
    disputed = a_deposit(shop, 50_000, cleared=True)
    chargeback = hear(dispute_of(disputed, 20_000))
    assert chargeback is not None
    return {
        "merchant_id": shop.id,
        "payout_id": payout.id,
        "entry_id": _sealed_entry(f"payout/{payout.id}/held"),
        "awaiting_payout_id": _awaiting_payout(shop),
        "account_id": shop.accounts[0].id,
        "batch_id": _batch(shop),
        "deposit_id": credited.id,
        "refund_id": refund(shop, credited, 10_000).id,
        "disputed_id": disputed.id,
        "chargeback_id": chargeback.id,
        "unpaid_id": asked(shop, rupees(10_000), description=note, reference=note).id,
        "undeclared_id": _undeclared(shop),
        "case_id": _case(shop, f"payout/{payout.id}", CaseKind.IN_DOUBT),
        "proposed_case_id": _proposed_case(shop),
        "foreign_money_id": _foreign_money(shop),
        "key_id": _key(shop),
        "member_id": _member(shop),
        "invitation_id": _invitation(shop, note),
        **_reports(shop),
        "document_id": a_document(shop),
        "file_id": _file(shop),
        **_waiting_transfer(shop, note),
        **deal_things(shop, note),
        **escrow_things(shop, note),
        **bidding_things(shop),
        **dispute_things(shop, note),
        **webhook_things(shop, note),
    }


def operators_things(shop: Shop, operator_id: UUID) -> dict[str, Any]:
    """An adjustment that another operator asked for, and one that ``operator_id`` did."""
    other = an_operator("Farid", OperatorRole.FINANCE)
    own = Actor(ActorKind.OPERATOR, str(operator_id), str(operator_id))
    return {
        "operator_approval_id": _adjustment(shop, other).id,
        "operator_own_approval_id": _adjustment(shop, own).id,
    }


def _adjustment(shop: Shop, operator: Actor) -> Approval:
    with db.transaction():
        return oversight.propose_adjustment(
            merchant_id=shop.id, direction=Direction.CREDIT, against=Against.LOSSES,
            amount=rupees(100), reason="Goodwill", evidence="A letter", actor=operator,
            at=db.clock(),
        )  # fmt: skip


def _sealed_entry(key: str) -> UUID:
    """An entry of theirs, as soon as a seal is over it."""
    let_the_horizon_pass()
    while book.seal():
        pass
    return Entry.objects.get(key=key).id


def _another_owner(shop: Shop) -> Any:
    """Whoever asks what the owner may decide."""
    other_owner, _ = a_member(shop, OWNER)
    return shop.seen_by(other_owner)


def _undeclared(shop: Shop) -> UUID:
    """A deposit that somebody else paid than was named."""
    deposit = asked(shop, rupees(10_000), payer_name="Nordic Foods")
    return paid(deposit, payer=Payer(name="Baltic Timber")).id


def _awaiting_payout(shop: Shop) -> UUID:
    viewer = _another_owner(shop)
    told: dict[str, Any] = {"actor": viewer.actor, "at": db.clock()}
    with db.transaction():
        payouts.set_approval_threshold(merchant_id=shop.id, above=rupees(1), **told)
        made = payouts.create_payout(viewer=viewer, order=shop.order(1_000), **told)
        payouts.set_approval_threshold(merchant_id=shop.id, above=None, **told)
    found: UUID = made.id
    return found


def _waiting_transfer(shop: Shop, note: str) -> dict[str, Any]:
    viewer = _another_owner(shop)
    receiver = a_shop("Receiver")
    order = TransferOrder(to=str(receiver.id), amount=rupees(1_000), note=note)
    told: dict[str, Any] = {"actor": viewer.actor, "at": db.clock()}
    with db.transaction():
        transfers.set_approval_threshold(merchant_id=shop.id, above=rupees(1), **told)
        transfer = transfers.create_transfer(viewer=viewer, order=order, **told)
        own = transfers.create_transfer(
            viewer=shop.viewer, order=order, actor=shop.actor, at=db.clock()
        )
        transfers.set_approval_threshold(merchant_id=shop.id, above=None, **told)
    waiting, own_waiting = (
        approvals.waiting_about(f"transfer/{each.id}") for each in (transfer, own)
    )
    assert waiting is not None
    assert own_waiting is not None
    return {
        "receiver_id": receiver.id,
        "transfer_id": transfer.id,
        "approval_id": waiting.id,
        "own_approval_id": own_waiting.id,
    }


def _reports(shop: Shop) -> dict[str, UUID]:
    """One that is ready, with a row."""
    day = today()
    with db.transaction():
        report = reports.ask_report(
            kind=ReportKind.PAYOUTS, merchant_id=shop.id, from_on=day, to_on=day,
            actor=shop.actor, at=db.clock(),
        )  # fmt: skip
    [claim] = due.claim("reports_report", limit=1, lease_seconds=60)
    with db.transaction():
        reports.keep_report(
            claim=claim, rows=[Row(("IMPS", "INR", 1, 0, 0, 0, 10_000, 10_000, 1, 1, 1, 0, 0))],
            taken_at=db.clock(), actor=system("reports"), at=db.clock(),
        )  # fmt: skip
    return {"report_id": report.id}


def _batch(shop: Shop) -> UUID:
    rows = [RowGiven(line=1, row_key="1", amount_minor=1_000, bank_account_id=shop.accounts[0].id)]
    viewer = _another_owner(shop)
    with db.transaction():
        batch = payouts.validate_batch(
            viewer=viewer, name="", rows=rows, actor=viewer.actor, at=db.clock()
        )
    return batch.id


def _case(shop: Shop, subject: str, kind: CaseKind) -> UUID:
    with db.transaction():
        return cases.open_case(
            kind=kind, key=f"{subject}/{kind}", subject=subject, merchant_id=shop.id, evidence={},
            actor=system("tests"), at=db.clock(),
        )  # fmt: skip


def _proposed_case(shop: Shop) -> UUID:
    case_id = _case(shop, f"payout/{shop.pay_out(2_000).id}", CaseKind.IN_DOUBT)
    operator = an_operator("Fiza", OperatorRole.FINANCE)
    with db.transaction():
        cases.propose_decision(
            case_id=case_id, decision=Decision.KEEP_ASKING, details={}, actor=operator,
            at=db.clock(),
        )  # fmt: skip
    return case_id


def a_rate() -> None:
    """What a dollar is worth, as the gateway said a moment ago."""
    with db.transaction():
        now = db.clock()
        deposits.take_rate(
            gateway=GATEWAY, currency="USD", told="83.4512", told_at=now, actor=SIMGATE, at=now
        )


def _foreign_money(shop: Shop) -> UUID:
    a_rate()
    money = Money(10_000, "USD")
    with db.transaction():
        quote = deposits.create_quote(
            merchant_id=shop.id, paid=money, actor=shop.actor, at=db.clock()
        )
    return paid(asked(shop, money, quote_id=quote.id, purpose_code="P0802")).id


def _key(shop: Shop) -> UUID:
    with db.transaction():
        return identity.create_api_key(
            merchant_id=shop.id, made_by=shop.owner_id, name="of the shop", scopes=SCOPES,
            actor=shop.actor, at=db.clock(),
        ).id  # fmt: skip


def _member(shop: Shop) -> UUID:
    user_id, _ = a_member(shop, VIEWER, "Chitra")
    return Membership.objects.get(merchant_id=shop.id, user_id=user_id).id


def _invitation(shop: Shop, note: str) -> UUID:
    with db.transaction():
        return identity.invite_member(
            merchant_id=shop.id, email=f"{note.lower()}@example.com", role=VIEWER,
            invited_by=shop.owner_id, actor=shop.actor, at=db.clock(),
        )  # fmt: skip


def _file(shop: Shop) -> UUID:
    return File.objects.filter(merchant_id=shop.id).order_by("id")[0].id
