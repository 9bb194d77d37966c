"""Money coming in: somebody outside pays into one of the platform's virtual accounts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from simulators.bank import behaviours, books, notices, rails
from simulators.bank.acts import Rules
from simulators.bank.books import NOSTRO, WORLD, Movement
from simulators.bank.rails import Mode
from simulators.bank.wire import paise
from simulators.ground import chance, times, wire
from simulators.ground.catalogue import UnknownBehaviour
from simulators.ground.notices import Mailing
from simulators.ground.wire import Malformed


class UtrReused(ValueError):
    """The UTR belongs to another credit."""


def receive(
    db: sqlite3.Connection, said: Mapping[str, Any], *, now_ms: int, rules: Rules
) -> tuple[dict[str, Any], bool]:
    """Book one inward credit; twice the same UTR is once. Returns it, and whether it was new.

    ``value_at`` may lie in the past: the credit then stands on that day's statement. Raises
    Malformed or UtrReused, and has then booked nothing.
    """
    said = dict(said)
    amount_paise = paise(said, "amount_paise")
    virtual_account = wire.text(said, "virtual_account", longest=64)
    payer_name = wire.text(said, "payer_name", longest=140)
    value_ms = _moment(said.get("value_at"), now_ms=now_ms)
    number = db.execute("SELECT COUNT(*) FROM inward_credits").fetchone()[0] + 1
    own_utr = rails.utr(Mode.NEFT, booked_ms=value_ms, sequence=500_000 + number)
    utr = wire.text(said, "utr", default=own_utr, longest=35)
    wanted = (virtual_account, amount_paise, payer_name)
    if known := db.execute("SELECT * FROM inward_credits WHERE utr = ?", (utr,)).fetchone():
        if (known["virtual_account"], known["amount_paise"], known["payer_name"]) != wanted:
            raise UtrReused(f"{utr} is another credit")
        return _shape(known), False
    credit_reference = f"CR{chance.token(16, rules.seed, 'credit', utr)}"
    db.execute(
        "INSERT INTO inward_credits"
        " (utr, credit_reference, virtual_account, amount_paise, payer_name, value_ms)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (utr, credit_reference, virtual_account, amount_paise, payer_name, value_ms),
    )
    books.book(
        db,
        Movement(
            kind="inward",
            source=WORLD,
            target=NOSTRO,
            amount_paise=amount_paise,
            booked_ms=value_ms,
            utr=utr,
            counterparty=payer_name,
            # The virtual account first: the end of a narration is cut off.
            narration=f"{virtual_account}/{payer_name}",
        ),
    )
    made = db.execute("SELECT * FROM inward_credits WHERE utr = ?", (utr,)).fetchone()
    if wire.flag(said, "notify"):
        _tell(db, _shape(made), said, now_ms=now_ms, rules=rules)
    return _shape(made), True


def _tell(
    db: sqlite3.Connection,
    credit: dict[str, Any],
    said: dict[str, Any],
    *,
    now_ms: int,
    rules: Rules,
) -> None:
    names = wire.text(said, "behaviour", default="ok")
    try:
        plan = behaviours.scripted(names, {}, profile=rules.profile.name).callbacks
    except UnknownBehaviour as wrong:
        raise Malformed(str(wrong)) from wrong
    mailing = Mailing(
        subject=credit["credit_reference"],
        payment_id=None,
        at_ms=now_ms,
        due_ms=now_ms + round(rules.switches.callback_delay_seconds * 1000),
        seed=rules.seed,
        lost=rules.switches.callbacks_down,
    )
    notices.write(db, "credit.received", credit, plan, mailing)


def _shape(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "credit_reference": row["credit_reference"],
        "virtual_account": row["virtual_account"],
        "amount_paise": row["amount_paise"],
        "payer_name": row["payer_name"],
        "utr": row["utr"],
        "value_at": times.iso(row["value_ms"]),
    }


def _moment(said: Any, *, now_ms: int) -> int:
    if said is None:
        return now_ms
    try:
        moment = datetime.fromisoformat(said)
    except (TypeError, ValueError) as wrong:
        raise Malformed("value_at is an ISO 8601 time") from wrong
    if moment.tzinfo is None:
        raise Malformed("value_at wants a time zone")
    if (moment_ms := times.milliseconds(moment)) > now_ms:
        raise Malformed("value_at lies in the future of the bank's clock")
    return moment_ms
