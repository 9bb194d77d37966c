"""Which bank, how is it, and what did it say."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

import orjson
from django.conf import settings
from django.db.models import Count, Q, QuerySet

from adulis.gateways.bank import Bank, Line
from adulis.gateways.camt import is_camt
from adulis.gateways.clear import opened
from adulis.gateways.errors import BankUnknown, GatewayUnknown, StatementLineUnknown
from adulis.gateways.machine import LineState
from adulis.gateways.models import (
    CALLBACK_BODY,
    STATEMENT_BODY,
    Callback,
    StatementFile,
    StatementLine,
)
from adulis.gateways.payments import Line as GatewayLine
from adulis.gateways.payments import PaymentGateway
from adulis.gateways.values import PROFILES, BankLine, Profile
from adulis.kernel import db
from adulis.kernel.encryption import CannotOpen, open_bytes

# Filters that no index answers look no further.
MOST_LOOKED_AT = 10_000


@dataclass(frozen=True, slots=True)
class Health:
    """Why nothing is submitted to a bank: ``open_until`` a time, or ``paused`` until resumed.

    ``is_probing``: it was in trouble and has not proven itself since; one payment at a time.
    """

    open_until: datetime | None = None
    paused: str = ""
    is_probing: bool = False

    @property
    def is_well(self) -> bool:
        return self.open_until is None and not self.paused


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is sent to a bank since ``at``, as ``by`` (``operator:<id>``) has said, and why."""

    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Message:
    """A stored callback, opened."""

    id: UUID
    bank: str
    type: str
    reference: str
    event_id: str
    data: dict[str, Any]
    received_at: datetime


def profile() -> Profile:
    """What we rely on with the connected bank (``BANK_PROFILE``)."""
    return PROFILES[settings.BANK_PROFILE]


def require_bank(bank: str) -> None:
    """Raises BankUnknown for a bank that is not connected."""
    if bank != settings.BANK_CODE:
        raise BankUnknown


def callback_secrets(bank: str) -> list[str]:
    """The secrets ``bank`` may sign with. Raises BankUnknown."""
    require_bank(bank)
    return list(settings.BANK_CALLBACK_SECRETS)


def connected_bank() -> Bank:
    """The line to the configured bank, one per thread.

    A thread waits for its own calls only: a bank silent for half a minute on the line that submits
    must not keep the one that enquires.
    """
    line = Line(
        code=settings.BANK_CODE,
        base_url=settings.BANK_BASE_URL,
        key_id=settings.BANK_KEY_ID,
        secret=settings.BANK_SECRET,
        deadline_seconds=settings.PAYOUT_PROCESSING_TIMEOUT_SECONDS * _SHARE_OF_LEASE,
    )
    known: dict[Line, Bank] = _lines.__dict__.setdefault("by_line", {})
    if line not in known:
        known[line] = Bank(line)
    return known[line]


# The call ends before the lease of its attempt does: who sends is not yet doubted by anybody.
_SHARE_OF_LEASE = 0.8
_lines = threading.local()


def webhook_secrets(gateway: str) -> list[str]:
    """The secrets the payment gateway ``gateway`` may sign with. Raises GatewayUnknown."""
    if gateway != settings.PAYMENT_GATEWAY_CODE:
        raise GatewayUnknown
    return list(settings.PAYMENT_GATEWAY_WEBHOOK_SECRETS)


def connected_payment_gateway() -> PaymentGateway:
    """The line to the configured payment gateway, one per thread, kept open between calls."""
    line = _gateway_line(settings.PAYMENT_GATEWAY_TIMEOUT_SECONDS)
    known: dict[GatewayLine, PaymentGateway] = _lines.__dict__.setdefault("by_gateway", {})
    if line not in known:
        known[line] = PaymentGateway(line)
    return known[line]


@contextmanager
def payment_gateway_at_a_door(at_most_seconds: float) -> Iterator[PaymentGateway]:
    """A line for somebody who waits at a door: not kept as long as a worker, and closed afterwards.

    A server's threads come and go, and nobody would close what they kept.
    """
    gateway = PaymentGateway(
        _gateway_line(min(settings.PAYMENT_GATEWAY_TIMEOUT_SECONDS, at_most_seconds))
    )
    try:
        yield gateway
    finally:
        gateway.close()


def _gateway_line(deadline_seconds: float) -> GatewayLine:
    return GatewayLine(
        code=settings.PAYMENT_GATEWAY_CODE,
        base_url=settings.PAYMENT_GATEWAY_URL,
        key_id=settings.PAYMENT_GATEWAY_KEY_ID,
        secret=settings.PAYMENT_GATEWAY_SECRET,
        deadline_seconds=deadline_seconds,
    )


RESTORED = "the database was restored"
_IS_ACCEPTED = (
    "EXISTS (SELECT FROM gateways_lineage"
    "         WHERE lineage = events_lineage() AND accepted_at IS NOT NULL)"
)
_HEALTH = f"""
SELECT CASE WHEN health.open_until > adulis_clock() THEN health.open_until END,
       CASE WHEN {_IS_ACCEPTED} THEN coalesce(health.paused_reason, '') ELSE %(restored)s END,
       coalesce(health.trip_count > 0, false)
  FROM (SELECT %(bank)s AS bank) AS asked LEFT JOIN gateways_bank_health AS health USING (bank)
"""  # noqa: S608 – nothing but our own words


def health(bank: str) -> Health:
    """Whether ``bank`` is submitted to right now: not by a restored database nobody accepted."""
    row = db.fetch_row(_HEALTH, {"bank": bank, "restored": RESTORED})
    assert row is not None
    return Health(*row)


def pause_of(bank: str) -> Pause | None:
    """What somebody has said about ``bank``, whatever else keeps payouts from it; None: nothing."""
    row = db.fetch_row(
        "SELECT paused_reason, paused_at, paused_by FROM gateways_bank_health"
        " WHERE bank = %s AND paused_reason <> ''",
        [bank],
    )
    return None if row is None else Pause(*row)


def stands_still() -> bool:
    """Whether this is a restored database, or a promoted standby, that nobody has accepted yet."""
    return not db.fetch_value(f"SELECT {_IS_ACCEPTED}")


def was_restored() -> bool:
    """Whether it ever was: then the bank may know of payments that are not known here."""
    return bool(db.fetch_value("SELECT count(*) > 1 FROM gateways_lineage"))


@dataclass(frozen=True, slots=True)
class Restoration:
    """A database that knows less than the bank may: see ``Lineage`` for what it holds."""

    lineage: str
    noticed_at: datetime
    unsettled: dict[str, int]
    examined_at: datetime | None
    broken_count: int | None

    @classmethod
    def read(cls, row: Sequence[Any]) -> Restoration:
        lineage, noticed_at, unsettled, examined_at, broken_count = row
        return cls(lineage, noticed_at, orjson.loads(unsettled), examined_at, broken_count)

    @property
    def subject(self) -> str:
        return f"database/{self.lineage.replace('/', '-')}"


def restoration() -> Restoration | None:
    """The life of this database that waits to be accepted, once it was noticed; None: none does."""
    row = db.fetch_row(
        "SELECT lineage, noticed_at, unsettled, examined_at, broken_count FROM gateways_lineage"
        " WHERE lineage = events_lineage() AND accepted_at IS NULL"
    )
    return None if row is None else Restoration.read(row)


def is_unnoticed() -> bool:
    """Whether this is a life of the database that nobody has noticed yet.

    What the bank knows of and we do not is nobody's question before then: it would not be counted
    among what has to be answered.
    """
    return stands_still() and restoration() is None


def format_for_operator(file_id: UUID) -> str:
    """In which format a statement file came; nothing where it cannot be opened any more.

    Raises StatementFile.DoesNotExist.
    """
    sealed = StatementFile.objects.values_list("body_sealed", flat=True).get(id=file_id)
    try:
        body = open_bytes(sealed, place=STATEMENT_BODY.place(file_id))
    except CannotOpen:
        return ""
    return "camt.053" if is_camt(body) else "CSV"


def messages(callback_ids: Sequence[UUID]) -> list[Message]:
    """Stored messages, opened, in the order they were received."""
    rows = Callback.objects.filter(id__in=callback_ids).order_by("received_at", "id")
    return [_opened(row) for row in rows]


def messages_for_operator(*, name: str = "", **wanted: Any) -> QuerySet[Callback]:
    """Messages by whomever, the newest first; of those that wait to be acted upon, the oldest.

    ``name`` is the sender's of the event, or that of what it is about. An index answers for a name,
    and for what waits or is parked; what else is ``wanted`` is looked for among the first
    ``MOST_LOOKED_AT`` of these.
    """
    rows, first = Callback.objects.order_by("-id"), Q()
    if name:
        known = (settings.BANK_CODE, settings.PAYMENT_GATEWAY_CODE)
        first = Q(bank__in=known, event_id=name) | Q(bank__in=known, reference=name)
    elif wanted.get("state") in {"received", "parked"}:
        first = Q(state=wanted.pop("state"))
        is_queue = first == Q(state="received")
        rows = rows.order_by(*(("received_at", "id") if is_queue else ("-received_at", "-id")))
    if not wanted:
        return rows.filter(first)
    return rows.filter(id__in=rows.filter(first).values("id")[:MOST_LOOKED_AT], **wanted)


def _opened(row: Callback) -> Message:
    body = open_bytes(row.body_sealed, place=CALLBACK_BODY.place(row.id))
    message = cast("dict[str, Any]", orjson.loads(body))
    return Message(
        row.id, row.bank, row.type, row.reference, row.event_id, message["data"], row.received_at
    )


# --- statements -----------------------------------------------------------------------------------


def line_for_operator(line_id: UUID) -> BankLine:
    """One line of a statement, opened. Raises StatementLineUnknown."""
    row = StatementLine.objects.filter(id=line_id).first()
    if row is None:
        raise StatementLineUnknown
    return opened(row)


def other_tellings(lines: Sequence[BankLine]) -> dict[UUID, list[BankLine]]:
    """For each of ``lines``, what else was told under the same name and was not taken back."""
    rows = StatementLine.objects.filter(
        bank__in={each.bank for each in lines}, line_id__in={each.line_id for each in lines}
    ).exclude(state=LineState.SUPERSEDED)
    by_name: dict[tuple[str, str], list[StatementLine]] = {}
    for row in rows.order_by("id"):
        by_name.setdefault((row.bank, row.line_id), []).append(row)
    return {
        each.id: [
            opened(row) for row in by_name.get((each.bank, each.line_id), ()) if row.id != each.id
        ]
        for each in lines
    }


def questioned_references(bank: str, references: Sequence[str]) -> set[str]:
    """Those of ``references`` that a line names which a human is looking at."""
    rows = StatementLine.objects.filter(
        bank=bank, reference__in=references, state=LineState.QUESTIONED
    )
    return set(rows.values_list("reference", flat=True))


def awaited_references(lines: Sequence[BankLine]) -> set[str]:
    """References of ``lines`` with a payment on an earlier line that is not matched yet."""
    returns = {each.reference: each.id for each in lines if each.reference}
    rows = StatementLine.objects.filter(
        reference__in=returns, kind="payment", state=LineState.IMPORTED
    )
    return {
        row.reference for row in rows.only("id", "reference") if row.id < returns[row.reference]
    }


def has_unmatched_lines(bank: str, *, until: date) -> bool:
    """Whether a line of this day or an earlier one still waits to be matched."""
    return StatementLine.objects.filter(
        bank=bank, day__lte=until, due_at__isnull=False, state=LineState.IMPORTED
    ).exists()


def transfer_lines(bank: str, utr: str) -> list[BankLine]:
    """Lines of an inward transfer that are booked, or that a human is looking at."""
    rows = StatementLine.objects.filter(
        bank=bank, utr=utr, direction="credit", state__in=[LineState.MATCHED, LineState.QUESTIONED]
    ).exclude(utr="")
    return [opened(row) for row in rows.order_by("id")]


def unbooked_lines(bank: str, day: date) -> list[UUID]:
    """Lines of a day that stand in the bank's books and not in ours."""
    rows = StatementLine.objects.filter(
        bank=bank, day=day, state__in=[LineState.QUESTIONED, LineState.NOTED]
    )
    return list(rows.values_list("id", flat=True))


def counts_by_day(bank: str, days: Sequence[date]) -> dict[date, Counter[str]]:
    """How many lines of each day are in which state."""
    found: dict[date, Counter[str]] = {day: Counter() for day in days}
    rows = StatementLine.objects.filter(bank=bank, day__in=days).values("day", "state")
    for row in rows.annotate(lines=Count("id")):
        found[row["day"]][row["state"]] = row["lines"]
    return found
