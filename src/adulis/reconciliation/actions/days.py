"""A day of the bank's books, from the first time its statement is asked for to its close."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from adulis.cases import actions as cases
from adulis.cases import queries as questions
from adulis.cases.values import CaseKind
from adulis.gateways import actions as gateways
from adulis.gateways import queries as banks
from adulis.gateways.statements import bank_day, end_of, start_of
from adulis.gateways.values import Profile
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.payouts import queries as paying
from adulis.payouts.values import Leg, Unsettled, missing_subject
from adulis.reconciliation import queries
from adulis.reconciliation.actions.findings import LINE_QUESTIONS, subject_of
from adulis.reconciliation.machine import DAY, DayState
from adulis.reconciliation.models import Day, Finding
from adulis.reconciliation.values import TakenStatement

# What one of us learned just before midnight the other may have booked just after it.
CLOCKS_DIFFER = timedelta(minutes=5)
# Days that are opened in one transaction; a sandbox clock may jump ten years.
MOST_NEW_DAYS = 31


@db.transaction_required
def open_days(*, bank: str, actor: Actor, at: datetime) -> int:
    """Begin every day up to today, from the first one on which money moved; returns how many.

    A restored database may have forgotten that money moved: there, from the last day it knew.
    """
    today = bank_day(at)
    begin = _first_day(bank, today)
    if (restored := banks.restoration()) is not None:
        begin = min(begin, queries.first_in_question(bank, since=restored.noticed_at))
    known = Day.objects.filter(bank=bank, day__gte=begin, day__lte=today)
    expected = (today - begin).days + 1
    if known.count() == expected:
        return 0
    there = set(known.values_list("day", flat=True))
    missing = [begin + timedelta(days=days) for days in range(expected)]
    fresh = [day for day in missing if day not in there][:MOST_NEW_DAYS]
    profile = banks.profile()
    Day.objects.bulk_create(
        [Day(bank=bank, day=day, due_at=_first_fetch(day, today, profile, at)) for day in fresh],
        ignore_conflicts=True,
    )
    return len(fresh)


@db.transaction_required
def take_statement(
    *, bank: str, body: bytes, day: date | None, actor: Actor, at: datetime
) -> TakenStatement:
    """Keep a statement file, and see what it takes back of what earlier ones told.

    ``day``: the one that was asked for, when one was. Its lines are matched by the worker. Raises
    StatementMalformed.
    """
    imported = gateways.import_statement(bank=bank, body=body, day=day, actor=actor, at=at)
    row = _locked_day(bank, imported.day)
    is_whole = at >= end_of(imported.day)
    is_news = imported.file_id != row.file_id or is_whole is not row.is_whole
    row.file_id, row.is_whole, row.taken_at = imported.file_id, is_whole, at
    row.opening_minor, row.closing_minor = imported.opening_minor, imported.closing_minor
    row.line_count = imported.line_count
    row.due_at = None if is_whole else _next_fetch(row.day, banks.profile(), at)
    row.lease_until, row.claim_count = None, 0
    row.save()
    if is_news:
        _answer(imported.superseded, LINE_QUESTIONS, actor, at)
        _ask_about_vanished(bank, imported.vanished, actor, at)
        _answer_vanished(imported.present, actor, at)
        _settle(f"statement/{bank}/{imported.day}", actor, at)
        for each in (imported.day, imported.day + timedelta(days=1)):
            _compare_opening(bank, each, actor, at)
    return TakenStatement(
        file_id=imported.file_id,
        day=imported.day,
        is_new=imported.is_new,
        line_count=imported.line_count,
        fresh_count=imported.fresh_count,
        superseded_count=len(imported.superseded),
        vanished_count=len(imported.vanished),
    )


@db.transaction_required
def note_unusable(
    *, bank: str, day: date, why: str, is_faulty: bool, actor: Actor, at: datetime
) -> None:
    """There is no statement of this day that could be read: ask the bank again, and a human.

    A file that ``is_faulty`` is asked about at once, one that has not come only when it is late.
    """
    profile = banks.profile()
    row = _locked_day(bank, day)
    row.due_at = at + timedelta(seconds=profile.statement_retry_seconds)
    row.lease_until, row.claim_count = None, 0
    row.save(update_fields=["due_at", "lease_until", "claim_count"])
    is_late = at >= end_of(day) + timedelta(seconds=profile.statement_late_seconds)
    subject = f"statement/{bank}/{day}"
    asked = questions.open_subjects([subject], CaseKind.STATEMENT_FAULTY)
    if (is_faulty or is_late) and not asked:
        _ask(CaseKind.STATEMENT_FAULTY, subject, subject, None, {"why": why}, actor, at)


@db.transaction_required
def close_day(*, day_id: UUID, actor: Actor, at: datetime) -> bool:
    """Ask about everything that we booked on a day and its statement lacks; then it is closed.

    False: it cannot be closed yet, because lines of it, or the day before, are still open.
    """
    row = Day.objects.select_for_update(no_key=True).get(id=day_id)
    before = Day.objects.filter(bank=row.bank, day=row.day - timedelta(days=1)).first()
    is_ready = (
        row.state == DayState.OPEN
        and row.is_whole
        and (before is None or before.state == DayState.CLOSED)
        and not banks.has_unmatched_lines(row.bank, until=row.day)
    )
    if not is_ready:
        return False
    row.state = DAY.take("close", DayState(row.state), actor.role).target
    unbooked = Finding.objects.filter(line_id__in=banks.unbooked_lines(row.bank, row.day))
    row.explained_minor = _ask_about_missing(row, actor, at) + sum(
        unbooked.values_list("difference_minor", flat=True)
    )
    row.closed_at = at
    row.save(update_fields=["state", "explained_minor", "closed_at"])
    _compare_opening(row.bank, row.day, actor, at)
    return True


# --- when to ask for a statement ------------------------------------------------------------------


def _first_day(bank: str, today: date) -> date:
    moved_at = queries.first_movement_at(bank)
    return today if moved_at is None else min(bank_day(moved_at), today)


def _first_fetch(day: date, today: date, profile: Profile, now: datetime) -> datetime:
    return now if day < today else _next_fetch(day, profile, now, first=True)


def _next_fetch(day: date, profile: Profile, now: datetime, *, first: bool = False) -> datetime:
    """While the day runs, every so often; once it is over, as soon as the file can be there."""
    ready = end_of(day) + timedelta(seconds=profile.statement_ready_seconds)
    if not profile.statement_seconds:
        return ready
    return min(ready, now if first else now + timedelta(seconds=profile.statement_seconds))


def _locked_day(bank: str, day: date) -> Day:
    row, _ = Day.objects.select_for_update(no_key=True).get_or_create(bank=bank, day=day)
    return row


# --- what is missing ------------------------------------------------------------------------------


def _ask_about_missing(row: Day, actor: Actor, at: datetime) -> int:
    """Returns what all of it does to the bank's balance (paise), if we are right."""
    begin, end = start_of(row.day) - CLOCKS_DIFFER, end_of(row.day) - CLOCKS_DIFFER
    unsettled = paying.unsettled(row.bank, before=end)
    named = banks.questioned_references(row.bank, [each.reference for each in unsettled])
    subjects = [missing_subject(each.payout_id, each.leg) for each in unsettled]
    answered = questions.answered(subjects, CaseKind.MISSING_AT_BANK)
    unshown = {each.reference for each in unsettled if each.leg is Leg.PAYMENT}
    effect = 0
    for each in unsettled:
        is_fresh = each.since >= begin
        if each.leg is Leg.RETURN and each.reference in unshown:
            # What has not gone out cannot come back: it is asked about once its payment is shown.
            effect += _effect(each) if is_fresh else 0
        elif each.reference not in named and _key(each) not in answered:
            _ask_about_payment(row, each, actor, at)
            effect += _effect(each) if is_fresh else 0
    for credit in queries.unshown_credits(row.bank, begin=begin, end=end):
        effect += credit.amount_minor
        _ask(
            CaseKind.MISSING_AT_BANK,
            f"{credit.key}/missing",
            credit.key,
            credit.merchant_id,
            {"day": row.day.isoformat(), "booked_paise": credit.amount_minor, "utr": credit.utr},
            actor,
            at,
        )
    return effect


def _key(missing: Unsettled) -> str:
    return f"{missing.leg}/{missing.reference}/missing"


def _effect(missing: Unsettled) -> int:
    return missing.amount.minor if missing.leg is Leg.RETURN else -missing.amount.minor


def _ask_about_payment(row: Day, missing: Unsettled, actor: Actor, at: datetime) -> None:
    subject = missing_subject(missing.payout_id, missing.leg)
    _ask(
        CaseKind.MISSING_AT_BANK,
        _key(missing),
        subject,
        missing.merchant_id,
        {
            "day": row.day.isoformat(),
            "reference": missing.reference,
            "what": str(missing.leg),
            "booked_paise": missing.amount.minor,
            "utr": missing.utr,
            "since": missing.since.isoformat(),
        },
        actor,
        at,
    )


def _ask_about_vanished(bank: str, line_ids: Iterable[UUID], actor: Actor, at: datetime) -> None:
    """A line that was booked is on its day's statement no more: the booking stays, and is asked."""
    for line_id in line_ids:
        _ask(
            CaseKind.MISSING_AT_BANK,
            f"{subject_of(line_id)}/vanished",
            subject_of(line_id),
            None,
            {"bank": bank, "why": "a later file of the same day lacks this line"},
            actor,
            at,
        )


def _answer_vanished(present: frozenset[UUID], actor: Actor, at: datetime) -> None:
    asked = questions.open_with_prefix(CaseKind.MISSING_AT_BANK, "statement-line/")
    back = [line_id for line_id in present if subject_of(line_id) in asked]
    _answer(back, frozenset({CaseKind.MISSING_AT_BANK}), actor, at)


def _answer(
    line_ids: Iterable[UUID], kinds: frozenset[CaseKind], actor: Actor, at: datetime
) -> None:
    for line_id in line_ids:
        cases.settle_cases(subject=subject_of(line_id), kinds=kinds, actor=actor, at=at)


# --- one day follows from the one before ----------------------------------------------------------


def _compare_opening(bank: str, day: date, actor: Actor, at: datetime) -> None:
    """A day opens as the one before it closed, but for what was asked about on that one."""
    row = Day.objects.filter(bank=bank, day=day, state=DayState.CLOSED).first()
    before = Day.objects.filter(
        bank=bank, day=day - timedelta(days=1), state=DayState.CLOSED
    ).first()
    if row is None or before is None or None in {row.opening_minor, before.closing_minor}:
        return
    assert row.opening_minor is not None
    assert before.closing_minor is not None
    gap = row.opening_minor - before.closing_minor
    subject = f"statement/{bank}/{day}/opening"
    if gap in {0, before.explained_minor}:
        _settle(subject, actor, at)
    elif not questions.open_subjects([subject], CaseKind.STATEMENT_FAULTY):
        evidence = {
            "why": "the day does not open as the day before closed",
            "opening_paise": row.opening_minor,
            "closing_before_paise": before.closing_minor,
            "explained_paise": before.explained_minor,
        }
        _ask(CaseKind.STATEMENT_FAULTY, subject, subject, None, evidence, actor, at)


def _settle(subject: str, actor: Actor, at: datetime) -> None:
    kinds = frozenset({CaseKind.STATEMENT_FAULTY})
    cases.settle_cases(subject=subject, kinds=kinds, actor=actor, at=at)


def _ask(
    kind: CaseKind,
    key: str,
    subject: str,
    merchant_id: UUID | None,
    evidence: dict[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    cases.open_case(
        kind=kind,
        key=key,
        subject=subject,
        merchant_id=merchant_id,
        evidence={"source": "statement", **evidence},
        actor=actor,
        at=at,
    )
