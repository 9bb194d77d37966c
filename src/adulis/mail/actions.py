"""The verbs of letters. Nothing is sent here: a letter leaves between transactions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.audit import actions as audit
from adulis.events import actions as events
from adulis.kernel import db, origins
from adulis.kernel.actors import Actor
from adulis.kernel.due import Claim
from adulis.kernel.ids import new_id
from adulis.mail import sealing
from adulis.mail.errors import LetterNotFound
from adulis.mail.events import LetterFailed
from adulis.mail.machine import LETTER, LetterState
from adulis.mail.models import Letter
from adulis.mail.policies import pause_after
from adulis.mail.rendering import rendered
from adulis.mail.values import Outcome, Parcel

POISONED = "working on it failed again and again"


@db.transaction_required
def queue_letter(
    *,
    to: str,
    template: str,
    context: Mapping[str, Any],
    about: str,
    merchant_id: UUID | None,
    unsubscribe: str = "",
    actor: Actor,
    at: datetime,
) -> UUID:
    """Write a letter, to be sent when this transaction is committed; returns its id.

    ``template`` names two files, ``<template>.txt`` and ``.html`` (``identity/confirm_email``), and
    ``context`` is what they are told. ``about`` is the subject of the deed (``user/<id>``).
    ``unsubscribe`` is where such letters are switched off by a POST, if they can be.
    """
    letter_id = new_id()
    subject, text, html = rendered(template, context)
    Letter.objects.create(
        id=letter_id,
        template=template,
        about=about,
        merchant_id=merchant_id,
        recipient_sealed=sealing.sealed_recipient(letter_id, to),
        recipient_index=sealing.index_of(to),
        content_sealed=sealing.sealed_content(letter_id, subject, text, html, unsubscribe),
        created_at=at,
        origin=origins.current(),
        # A letter written at a past business time is due all the same.
        due_at=min(at, db.clock()),
    )
    after = {"template": template, "about": about}
    _audit("letter.queue", letter_id, merchant_id, after=after, actor=actor, at=at)
    return letter_id


@db.transaction_required
def open_letters(*, claims: Sequence[Claim], actor: Actor, at: datetime) -> list[Parcel]:
    """The claimed letters in clear; those that kill their workers are given up instead."""
    healthy = []
    poison = {claim.id for claim in claims if claim.is_poison}
    for letter in _claimed({claim.id: claim.fence for claim in claims}):
        if letter.id in poison:
            _give_up(letter, POISONED, actor=actor, at=at)
        else:
            healthy.append(sealing.opened(letter))
    return healthy


@db.transaction_required
def note_outcome(
    *, letter_id: UUID, fence: int, outcome: Outcome, actor: Actor, at: datetime
) -> bool:
    """Sent, to be tried again, or given up. Returns False when another worker has it meanwhile."""
    found = _claimed({letter_id: fence})
    if not found:
        return False
    letter = found[0]
    letter.attempt_count += 1
    if outcome.is_sent:
        _note_sent(letter, actor=actor, at=at)
        return True
    pause = None if outcome.is_final else pause_after(letter.attempt_count)
    if pause is None:
        _give_up(letter, outcome.error, actor=actor, at=at)
        return True
    letter.last_error = outcome.error[:200]
    letter.due_at, letter.lease_until, letter.claim_count = db.clock() + pause, None, 0
    letter.save(
        update_fields=["attempt_count", "last_error", "due_at", "lease_until", "claim_count"]
    )
    return True


@db.transaction_required
def retry_letter(*, letter_id: UUID, reason: str, actor: Actor, at: datetime) -> None:
    """Try a letter again that was given up. Raises LetterNotFound, IllegalMove."""
    letter = Letter.objects.select_for_update(no_key=True).filter(id=letter_id).first()
    if letter is None:
        raise LetterNotFound
    before = letter.last_error
    letter.state = LETTER.take("retry", LetterState(letter.state), actor.role).target
    letter.failed_at, letter.due_at, letter.lease_until = None, db.clock(), None
    letter.attempt_count = letter.claim_count = 0
    letter.save()
    _audit(
        "letter.retry", letter.id, letter.merchant_id, before={"last_error": before},
        after={"reason": reason}, actor=actor, at=at,
    )  # fmt: skip


def _note_sent(letter: Letter, *, actor: Actor, at: datetime) -> None:
    letter.state = LETTER.take("send", LetterState(letter.state), actor.role).target
    letter.sent_at, letter.content_sealed, letter.last_error = at, "", ""
    letter.due_at = letter.lease_until = None
    letter.save()


def _give_up(letter: Letter, error: str, *, actor: Actor, at: datetime) -> None:
    letter.state = LETTER.take("give_up", LetterState(letter.state), actor.role).target
    letter.failed_at, letter.last_error = at, error[:200]
    letter.due_at = letter.lease_until = None
    letter.save()
    fact = LetterFailed(
        subject_id=letter.id,
        merchant_id=letter.merchant_id,
        template=letter.template,
        about=letter.about,
    )
    events.record(fact=fact, at=at)
    after = {"error": letter.last_error, "attempts": letter.attempt_count}
    _audit("letter.give_up", letter.id, letter.merchant_id, after=after, actor=actor, at=at)


def _claimed(fences: Mapping[UUID, int]) -> list[Letter]:
    """The letters that are still ours, locked."""
    rows = Letter.objects.select_for_update(no_key=True).filter(
        id__in=list(fences), state=LetterState.QUEUED
    )
    return [row for row in rows.order_by("due_at", "id") if row.claim_count == fences[row.id]]


def _audit(
    action: str,
    letter_id: UUID,
    merchant_id: UUID | None,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    audit.write(
        actor=actor,
        action=action,
        subject=f"letter/{letter_id}",
        merchant_id=merchant_id,
        before=before or {},
        after=after,
        at=at,
    )
