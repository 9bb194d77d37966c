"""The worker's door: credits that a bank called back, each in a transaction of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from adulis.cases import actions as cases
from adulis.cases.values import CaseKind
from adulis.gateways import actions as gateways
from adulis.gateways import queries as banks
from adulis.gateways.queries import Message
from adulis.gateways.values import BankLine
from adulis.kernel import db, due
from adulis.kernel.actors import bank, system
from adulis.kernel.logs import mask_text
from adulis.kernel.money import rupees
from adulis.wallets import actions, queries
from adulis.wallets.errors import CreditContradicts, VirtualAccountUnknown
from adulis.wallets.values import credit_key, credit_name

BATCH = 32
WORKER = system("worker")
LEASE_SECONDS = 60
_UTC = ZoneInfo("UTC")


def apply_credits(limit: int = BATCH) -> int:
    """Credit what banks told us has arrived; each message exactly once."""
    claims = due.claim(
        "gateways_callback",
        limit=limit,
        lease_seconds=LEASE_SECONDS,
        only="speaker = 'bank' AND type = 'credit.received'",
    )
    for claim in claims:
        try:
            with db.impatient_transaction():
                if claim.is_poison:
                    gateways.park_poison(claims=[claim], actor=WORKER, at=db.clock())
                else:
                    _apply(banks.messages([claim.id])[0], db.clock())
        except db.Busy:
            due.give_back("gateways_callback", [claim])
    return len(claims)


def _apply(message: Message, now: datetime) -> None:
    told = message.data
    utr, payer = _text(told, "utr"), mask_text(_text(told, "payer_name"))
    credit: dict[str, Any] = {
        "amount": rupees(told["amount_paise"]),
        "bank": message.bank,
        "utr": utr or message.reference,
        "payer": payer,
        "actor": bank(message.bank),
        "at": _value_time(told, now),
    }
    note = ""
    actions.lock_transfers(bank=message.bank, utrs=[credit["utr"]], actor=WORKER, at=now)
    line = queries.line_instead(message.bank, credit["utr"])
    if line is not None:
        _leave_to_its_line(message, credit, line, now)
        return
    try:
        try:
            merchant_id = queries.merchant_behind(_text(told, "virtual_account"))
        except VirtualAccountUnknown:
            note = "it names no merchant; kept in suspense"
            evidence = {"source": "callback", "virtual_account": _text(told, "virtual_account")}
            actions.suspend_credit(**credit, evidence=evidence)
        else:
            actions.credit_bank_transfer(**credit, merchant_id=merchant_id)
    except CreditContradicts:
        _ask_about(message, credit, now)
        gateways.park(
            callback_id=message.id, note="this transfer was booked before, differently", at=now
        )
        return
    gateways.mark_applied(callback_ids=[message.id], note=note, at=now)


def _leave_to_its_line(
    message: Message, credit: dict[str, Any], line: BankLine, now: datetime
) -> None:
    """The statement has told of it before, and as something else than a credit."""
    named = _text(message.data, "virtual_account")
    is_somebodys = bool(queries.known_virtual_accounts([named]))
    if is_somebodys or line.amount_minor != credit["amount"].minor:
        _ask_about(message, credit, now)
        note = "the statement tells of this transfer differently"
        gateways.park(callback_id=message.id, note=note, at=now)
        return
    note = "its statement line came first and is not a credit"
    gateways.mark_applied(callback_ids=[message.id], note=note, at=now)


def _ask_about(message: Message, credit: dict[str, Any], now: datetime) -> None:
    """The bank says two things about one transfer; what was booked first stays booked."""
    key = credit_key(message.bank, credit_name(credit["utr"]))
    cases.open_case(
        kind=CaseKind.AMOUNT_MISMATCH,
        key=f"{key}/contradiction",
        subject=key,
        merchant_id=None,
        evidence={
            "source": "callback",
            "event_id": message.event_id,
            "bank_says_paise": credit["amount"].minor,
            "virtual_account": _text(message.data, "virtual_account"),
        },
        actor=credit["actor"],
        at=now,
    )


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return value[:120] if isinstance(value, str) else ""


def _value_time(told: dict[str, Any], now: datetime) -> datetime:
    """When the money arrived, as far as the bank says so and it can be."""
    try:
        moment = datetime.fromisoformat(_text(told, "value_at"))
        # A time with an offset that a database does not know, or at the edge of the calendar.
        moment = moment.astimezone(_UTC) if moment.tzinfo else moment.replace(tzinfo=_UTC)
    except (ValueError, OverflowError):
        return now
    return min(moment, now)
