"""The worker's doors: one action per transaction, the bank called between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

import structlog
from django.conf import settings
from django.db import OperationalError

from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.gateways import actions as gateways
from adulis.gateways import queries as banks
from adulis.gateways.answers import of_payment
from adulis.gateways.queries import Message
from adulis.gateways.values import RATE_LIMITED, Source, Verdict, Word
from adulis.kernel import db, due, failpoints, origins, tracing
from adulis.kernel.actors import Actor, bank, system
from adulis.kernel.due import Claim
from adulis.payouts import actions
from adulis.payouts.actions.enquiring import note_enquiries
from adulis.payouts.actions.starting import ToSend
from adulis.payouts.actions.waiting import (
    give_up_waiting,
    merchants_with_means,
    open_overdue_cases,
    park_attempts,
    park_payouts,
    release_affordable,
)
from adulis.payouts.forgotten import heard_before, heard_of_later

log = structlog.get_logger(__name__)

BATCH = 32
CLAIM_LEASE_SECONDS = 60
# Ten thousand rows take seconds; a worker that is killed is succeeded after this.
RUN_LEASE_SECONDS = 120
WORKER = system("worker")
_TROUBLE = frozenset({Verdict.UNKNOWN, Verdict.NOT_SENT})
_SENDABLE = "state IN ('created', 'not_received')"
_ASKABLE = "state IN ('sending', 'accepted', 'in_doubt')"
Item = TypeVar("Item")


def dispatch_payouts(limit: int = BATCH) -> int:
    """Send payouts whose time has come; returns how many rows were looked at."""
    began = tracing.now()
    claims = due.claim(
        "payouts_payout", limit=limit, lease_seconds=CLAIM_LEASE_SECONDS, only="state = 'pending'"
    )
    if not claims:
        return 0
    with tracing.round_of("payouts.dispatch", began, len(claims)):
        _dispatch_payouts(claims)
    return len(claims)


def _dispatch_payouts(claims: Sequence[Claim]) -> None:
    """The claimed ones: judged, committed as sent, and then sent."""
    failpoints.hit("claim.after_lease")
    healthy = _without_poison(claims, park_payouts)
    known = heard_before([claim.id for claim in healthy])
    with db.transaction():
        sending = actions.start_payouts(claims=healthy, known=known, actor=WORKER, at=db.clock())
        failpoints.hit("claim.before_commit")
    _send(sending)


def dispatch_attempts(limit: int = BATCH) -> int:
    """Send further attempts: after a refusal for now, or the same reference once more."""
    began = tracing.now()
    claims = due.claim(
        "payouts_attempt", limit=limit, lease_seconds=CLAIM_LEASE_SECONDS, only=_SENDABLE
    )
    if not claims:
        return 0
    with tracing.round_of("payouts.dispatch_again", began, len(claims)):
        _dispatch_attempts(claims)
    return len(claims)


def _dispatch_attempts(claims: Sequence[Claim]) -> None:
    failpoints.hit("claim.after_lease")
    healthy = _without_poison(claims, park_attempts)
    kept = heard_of_later([claim.id for claim in healthy])
    with db.transaction():
        sending = actions.start_attempts(claims=healthy, kept=kept, actor=WORKER, at=db.clock())
        failpoints.hit("claim.before_commit")
    _send(sending)


def _send(sending: Sequence[ToSend]) -> None:
    """Ask the bank, with nothing locked; then act upon what it said."""
    if not sending:
        return
    failpoints.hit("claim.after_commit")
    failpoints.hit("send.before")
    signed_at, at = db.network_clock(), db.clock()
    # Who was held up until its lease ended sends no more: somebody may be asking about it already.
    # And whoever was held up for a while has only what is left of it.
    in_time = [each for each in sending if each.leaves_by > at]
    _say_sending(in_time)
    words = banks.connected_bank().submit_all(
        [each.instruction for each in in_time],
        at=signed_at,
        within=[(each.leaves_by - at).total_seconds() for each in in_time],
    )
    failpoints.hit("send.after_reply")
    left_too_late = [each.left_too_late for each in sending if each.leaves_by <= at]
    _together_or_alone(_record, [*words, *left_too_late])
    failpoints.hit("record.after_commit")
    if not words:
        return  # the bank was not asked, so it has not proven itself either
    with db.transaction():
        gateways.record_submissions(
            bank=settings.BANK_CODE,
            submitted=len(words),
            troubled=sum(_tells_of_trouble(word) is True for word in words),
            probe=_came_through(in_time, words),
        )


def _say_sending(sending: Sequence[ToSend]) -> None:
    """Said before the bank is: what became of it may never be heard here."""
    for each in sending:
        log.info(
            "payout.sending",
            payout=str(each.attempt.payout_id),
            reference=each.attempt.reference,
            bank=each.attempt.bank,
            mode=each.attempt.mode,
            **origins.told(each.instruction.origin),
        )


def _came_through(sending: Sequence[ToSend], words: Sequence[Word]) -> bool | None:
    """Whether the payment that tests the bank did; None: none was sent, or it was only put off."""
    told = [
        _tells_of_trouble(word)
        for each, word in zip(sending, words, strict=True)
        if each.attempt.probes
    ]
    return None if not told or told[0] is None else not told[0]


def _tells_of_trouble(word: Word) -> bool | None:
    """None: the bank asked us to come back later, and that says nothing of how it is."""
    return None if word.code == RATE_LIMITED else word.verdict in _TROUBLE


def _record(words: Sequence[Word]) -> None:
    _weigh(words)
    failpoints.hit("record.before_commit")


def enquire(limit: int = BATCH) -> int:
    """Ask what became of attempts that were not answered, or not finally; returns how many."""
    began = tracing.now()
    claims = due.claim(
        "payouts_attempt", limit=limit, lease_seconds=CLAIM_LEASE_SECONDS, only=_ASKABLE
    )
    if not claims:
        return 0
    with tracing.round_of("payouts.enquire", began, len(claims)):
        _enquire(claims)
    return len(claims)


def _enquire(claims: Sequence[Claim]) -> None:
    healthy = _without_poison(claims, park_attempts)
    # The counter is committed before the question: a bank's budget is not to be cheated by a crash.
    with db.transaction():
        asked = note_enquiries(claims=healthy, actor=WORKER, at=db.clock())
    words = list(asked.expired)
    if asked.references:
        failpoints.hit("enquire.before_query")
        words += banks.connected_bank().enquire_all(
            asked.references, at=db.network_clock(), origin_of=asked.origin_of
        )
        failpoints.hit("enquire.after_query")
    _together_or_alone(_conclude, words)


def _conclude(words: Sequence[Word]) -> None:
    _weigh(words)
    failpoints.hit("enquire.before_commit")


def _weigh(words: Sequence[Word]) -> None:
    actions.weigh_words(words=words, actor=_bank_actor(), at=db.clock())


def apply_callbacks(limit: int = BATCH) -> int:
    """Act upon what the bank called back; each message exactly once.

    None before a restore is noticed.
    """
    if banks.is_unnoticed():
        return 0
    began = tracing.now()
    claims = due.claim(
        "gateways_callback",
        limit=limit,
        lease_seconds=CLAIM_LEASE_SECONDS,
        only="speaker = 'bank' AND starts_with(type, 'payment.')",
    )
    if not claims:
        return 0
    with tracing.round_of("payouts.callbacks", began, len(claims)):
        healthy = _without_poison(claims, gateways.park_poison)
        _together_or_alone(_apply, banks.messages([claim.id for claim in healthy]))
        failpoints.hit("apply.after_commit")
    return len(claims)


def _apply(messages: Sequence[Message]) -> None:
    words = [of_payment(message.reference, message.data, Source.CALLBACK) for message in messages]
    at = db.clock()
    weighed = actions.weigh_words(words=words, actor=_bank_actor(), at=at)
    applied = []
    for message, word, outcome in zip(messages, words, weighed.outcomes, strict=True):
        if outcome is None:
            _ask_about(message, word)
            gateways.park(callback_id=message.id, note="a reference that is not ours", at=at)
        else:
            applied.append(message.id)
    gateways.mark_applied(callback_ids=applied, note="", at=at)
    failpoints.hit("apply.before_commit")


def _ask_about(message: Message, word: Word) -> None:
    """The bank speaks of a payment we did not order: money may have left without us."""
    cases.open_case(
        kind=CaseKind.UNKNOWN_REFERENCE,
        key=f"bank/{message.bank}/unknown/{message.reference}",
        subject=f"bank-reference/{message.reference}",
        merchant_id=None,
        evidence={
            "event_id": message.event_id,
            "bank_says": word.verdict,
            "bank_says_paise": word.amount_minor,
            "utr": word.utr,
        },
        actor=_bank_actor(),
        at=db.clock(),
    )


def run_batches(limit: int = 1) -> int:
    """Make payouts of approved batches, one batch after the other; returns how many there were."""
    began = tracing.now()
    claims = due.claim(
        "payouts_batch", limit=limit, lease_seconds=RUN_LEASE_SECONDS, only="state = 'approved'"
    )
    if claims:
        with tracing.round_of("payouts.batches", began, len(claims)):
            _run_batches(claims)
    return len(claims)


def _run_batches(claims: Sequence[Claim]) -> None:
    for claim in _without_poison(claims, actions.park_batches):
        with db.transaction():
            actions.add_accounts_of_batch(claim=claim, actor=WORKER, at=db.clock())
        with db.transaction():
            actions.run_batch(claim=claim, actor=WORKER, at=db.clock())


def release_funds(limit: int = BATCH) -> int:
    """Set money aside for payouts that waited for it; returns how many can go or were given up."""
    with db.transaction():
        moved = give_up_waiting(limit=limit, actor=WORKER, at=db.clock())
    for merchant_id in merchants_with_means():
        # A transaction for each merchant: nobody's wallet waits for somebody else's.
        with suppress(db.Busy), db.impatient_transaction():
            moved += release_affordable(
                merchant_id=merchant_id, limit=limit, actor=WORKER, at=db.clock()
            )
    return moved


def watch_deadlines(limit: int = BATCH) -> int:
    """Open a case for every payout that should have been settled by now; returns how many."""
    with db.transaction():
        return open_overdue_cases(limit=limit, actor=WORKER, at=db.clock())


def _together_or_alone(act: Callable[[Sequence[Item]], None], items: Sequence[Item]) -> None:
    """Act upon ``items`` in one transaction; if a wallet is busy, upon each of them in its own.

    Waiting for one merchant's wallet, a transaction keeps those of the others locked that it has
    already; and an answer of the bank must not be lost because of a wallet that it is not about.
    """
    if not items:
        return
    with suppress(db.Busy):
        with db.impatient_transaction():
            act(items)
        return
    trouble: OperationalError | None = None
    for item in items:
        try:
            with db.transaction():
                act([item])
        except OperationalError as busy:
            if not db.is_lock_trouble(busy):
                raise
            trouble = busy
    if trouble is not None:
        raise trouble


def _without_poison(claims: Sequence[Claim], park: Callable[..., None]) -> list[Claim]:
    poison = [claim for claim in claims if claim.is_poison]
    if poison:
        with db.transaction():
            park(claims=poison, actor=WORKER, at=db.clock())
    return [claim for claim in claims if not claim.is_poison]


def _bank_actor() -> Actor:
    return bank(settings.BANK_CODE)
