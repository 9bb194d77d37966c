"""Writing down what a line was found to be, and asking when nobody can say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.gateways import actions as gateways
from adulis.gateways.values import BankLine
from adulis.kernel.actors import Actor
from adulis.kernel.ids import new_id
from adulis.kernel.logs import mask_text
from adulis.reconciliation.models import Finding
from adulis.reconciliation.values import Reading


def subject_of(line_id: UUID) -> str:
    """What a question about a line is about."""
    return f"statement-line/{line_id}"


def matched(
    line: BankLine,
    *,
    what: str,
    subject: str,
    entry_ids: Sequence[UUID],
    verb: str = "match",
    actor: Actor,
    at: datetime,
) -> None:
    """The line is booked, by these entries. ``verb`` is ``resolve`` for one that was a question."""
    Finding.objects.update_or_create(
        line_id=line.id,
        defaults={
            "what": what,
            "subject": subject,
            "entry_ids": list(entry_ids),
            "difference_minor": 0,
            "at": at,
        },
        create_defaults={
            "id": new_id(),
            "bank": line.bank,
            "day": line.day,
            "what": what,
            "subject": subject,
            "entry_ids": list(entry_ids),
            "at": at,
        },
    )
    gateways.move_lines(line_ids=[line.id], verb=verb, actor=actor, at=at)


def questioned(
    line: BankLine,
    reading: Reading,
    *,
    about: str = "",
    merchant_id: UUID | None = None,
    evidence: dict[str, Any] | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """The line is put to a human: exactly one question, and no posting.

    ``about`` names the movement it may be (``payment/<reference>``), for whoever decides.
    """
    assert reading.kind is not None
    Finding.objects.update_or_create(
        line_id=line.id,
        defaults={"subject": about, "difference_minor": reading.difference_minor, "at": at},
        create_defaults={
            "id": new_id(),
            "bank": line.bank,
            "day": line.day,
            "subject": about,
            "difference_minor": reading.difference_minor,
            "at": at,
        },
    )
    gateways.move_lines(line_ids=[line.id], verb="question", actor=actor, at=at)
    cases.open_case(
        kind=reading.kind,
        key=subject_of(line.id),
        subject=subject_of(line.id),
        merchant_id=merchant_id,
        evidence=told_of(line)
        | {"booked_paise": reading.booked_minor, "about": about, **(evidence or {})},
        actor=actor,
        at=at,
    )


def told_of(line: BankLine) -> dict[str, Any]:
    """What the bank says, for whoever decides; account numbers in its words are masked."""
    return {
        "source": "statement",
        "bank": line.bank,
        "line_id": line.line_id,
        "copy_number": line.copy_number,
        "day": line.day.isoformat(),
        "direction": line.direction,
        "kind": line.kind,
        "bank_says_paise": line.amount_minor,
        "reference": line.reference,
        "utr": line.utr,
        "counterparty": mask_text(line.counterparty),
        "narration": mask_text(line.narration),
    }


LINE_QUESTIONS = frozenset(
    {
        CaseKind.MISSING_HERE,
        CaseKind.AMOUNT_MISMATCH,
        CaseKind.DUPLICATE_LINE,
        CaseKind.PARTIAL_RETURN,
    }
)
