"""What a bank says, said by a test: payouts brought into every state without a bank.

attempt = started(shop.pay_out(60_000))
said(attempt, Verdict.SUCCESS, utr="UTR1")
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases.models import Case
from adulis.cases.values import Decision
from adulis.gateways.values import Source, Verdict, Word
from adulis.identity.values import OperatorRole
from adulis.kernel import db, due
from adulis.kernel.actors import Actor, ActorKind, bank
from adulis.payouts import actions, tasks
from adulis.payouts.models import Attempt, Payout
from tests.world import BANK, a_person


def started(payout: Payout) -> Attempt:
    """Give it to the (silent) bank: one round of the dispatcher, without the call."""
    claims = due.claim("payouts_payout", limit=100, lease_seconds=60, only="state = 'pending'")
    with db.transaction():
        actions.start_payouts(claims=claims, actor=tasks.WORKER, at=db.clock())
    payout.refresh_from_db()
    return Attempt.objects.get(payout=payout)


def sent_again(payout: Payout) -> Attempt:
    """The next attempt, or the same reference once more, as the dispatcher does when it is due."""
    Attempt.objects.filter(payout=payout, state__in=["created", "not_received"]).update(
        due_at=db.clock()
    )
    claims = due.claim("payouts_attempt", limit=100, lease_seconds=60, only=tasks._SENDABLE)
    with db.transaction():
        actions.start_attempts(claims=claims, actor=tasks.WORKER, at=db.clock())
    payout.refresh_from_db()
    return Attempt.objects.filter(payout=payout).order_by("-number")[0]


def said(
    attempt: Attempt, verdict: Verdict, source: Source = Source.ENQUIRY, **more: Any
) -> str | None:
    """Let the bank say something about an attempt; its outcome. The rows are read again."""
    if source is Source.SUBMISSION:
        more.setdefault("send_number", attempt.sent_count)
    word = Word(reference=attempt.reference, verdict=verdict, source=source, **more)
    [outcome] = all_said(word)
    attempt.refresh_from_db()
    return outcome


def all_said(*words: Word) -> list[str | None]:
    """Let several words be weighed in one round."""
    with db.transaction():
        return actions.weigh_words(words=words, actor=bank(BANK), at=db.clock()).outcomes


def message(reference: str, status: str = "completed", **more: Any) -> bytes:
    """A callback about a payment of ₹600, as the bank writes it; ``more`` replaces members."""
    kind = more.pop("type", f"payment.{status}")
    data = {
        "client_reference": reference,
        "bank_reference": "SIM1",
        "status": status,
        "utr": "UTR1",
        "code": status.upper(),
        "message": "",
        "amount_paise": 60_000,
        "returned_amount_paise": 60_000 if status == "returned" else 0,
        "mode": "IMPS",
    }
    return json.dumps({"id": "evt", "type": kind, "data": data | more}).encode()


def an_operator(name: str = "Farah") -> Actor:
    user_id, _ = a_person(name, operator_role=OperatorRole.FINANCE)
    return Actor(ActorKind.OPERATOR, str(user_id), str(user_id))


def proposed(case: Case | UUID, decision: Decision, operator: Actor, **details: str) -> None:
    """The first operator names a decision."""
    with db.transaction():
        cases.propose_decision(
            case_id=_id(case), decision=decision, details=details, actor=operator, at=db.clock()
        )


def confirmed(case: Case | UUID, decision: Decision, operator: Actor, **details: str) -> None:
    """The second one confirms it, and it is carried out."""
    told: Mapping[str, str] = details
    with db.transaction():
        actions.decide_case(
            case_id=_id(case), decision=decision, details=told, actor=operator, at=db.clock()
        )


def decided(case: Case | UUID, decision: Decision, **details: str) -> None:
    """Both at once, by two operators."""
    proposed(case, decision, an_operator("Farah"), **details)
    confirmed(case, decision, an_operator("Gita"))


def _id(case: Case | UUID) -> UUID:
    return case if isinstance(case, UUID) else case.id
