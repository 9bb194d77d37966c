"""Payouts: what was collected, less what was given back and charged, goes to the bank."""

from __future__ import annotations

import csv
import io
import sqlite3
from datetime import date
from typing import Any

import orjson

from simulators.gateway import notices, shapes
from simulators.gateway.books import BANK, PLATFORM, About, book
from simulators.gateway.notices import News
from simulators.gateway.plans import Act, HookPlan
from simulators.gateway.profiles import payout_ms
from simulators.gateway.rules import Impossible, Rules, schedule
from simulators.ground import chance, times
from simulators.ground.plans import Signing

COLUMNS = (
    "line_id",
    "kind",
    "booked_at",
    "payment_id",
    "object_id",
    "client_reference",
    "currency",
    "gross_minor",
    "fee_minor",
    "tax_minor",
    "net_minor",
    "payout_id",
    "utr",
)
# The type of what is carried to the simulated bank, among the webhooks; nobody signs it.
BANK_CREDIT = "bank.credit"
PAYER_NAME = "SIMGATE PAYMENTS"
_AGAIN_SECONDS = 3_600
# Kinds of movements, as the report calls their lines.
_LINES = {
    "capture": "payment",
    "refund": "refund",
    "chargeback": "dispute",
    "chargeback_won": "dispute",
    "fee": "payment",
    "tax": "payment",
    "chargeback_fee": "fee",
}

_UNSETTLED = (
    "SELECT m.* FROM movements m LEFT JOIN settled s ON s.movement_id = m.id"
    " WHERE s.movement_id IS NULL AND m.kind <> 'payout' AND m.currency = ? ORDER BY m.id"
)


def expect(db: sqlite3.Connection, currency: str, *, booked_ms: int, rules: Rules) -> None:
    """Put the next payout in ``currency`` on the agenda, or move it there if it is sooner now."""
    due_ms = payout_ms(booked_ms, rules.switches.settlement_seconds)
    known = db.execute(
        "SELECT 1 FROM agenda WHERE act = ? AND object_id = ?", (Act.SETTLE, currency)
    ).fetchone()
    if known is None:
        schedule(db, currency, Act.SETTLE, due_ms=due_ms, detail={})
    else:
        db.execute(
            "UPDATE agenda SET due_ms = ? WHERE act = ? AND object_id = ? AND due_ms > ?",
            (due_ms, Act.SETTLE, currency, due_ms),
        )


def settle(
    db: sqlite3.Connection, currency: str, *, at_ms: int, rules: Rules, everything: bool = False
) -> dict[str, Any] | None:
    """Pay out what is due, or ``everything``; returns the payout.

    None when what was given back is more than what was collected: the next payout makes up for it.
    Raises Impossible while payouts are held up; they are tried again by themselves.
    """
    span = rules.switches.settlement_seconds
    omitted = frozenset(rules.switches.settlements_omit)
    unsettled = [
        each
        for each in db.execute(_UNSETTLED, (currency,)).fetchall()
        if each["object_id"] not in omitted
    ]
    due = [
        each
        for each in unsettled
        if everything or span is not None or payout_ms(each["booked_ms"], None) <= at_ms
    ]
    if rules.switches.settlements_down:
        schedule(db, currency, Act.SETTLE, due_ms=at_ms + _AGAIN_SECONDS * 1000, detail={})
        raise Impossible("payouts are held up")
    if later := [each for each in unsettled if each not in due]:
        due_ms = payout_ms(later[0]["booked_ms"], span)
        schedule(db, currency, Act.SETTLE, due_ms=due_ms, detail={})
    net_minor = sum(_effect(each) for each in due)
    if net_minor <= 0:
        return None
    return _pay_out(db, currency, net_minor, due, at_ms=at_ms, rules=rules)


def _pay_out(
    db: sqlite3.Connection,
    currency: str,
    net_minor: int,
    movements: list[sqlite3.Row],
    *,
    at_ms: int,
    rules: Rules,
) -> dict[str, Any]:
    number = db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM payouts").fetchone()[0]
    payout_id = f"setl_{chance.token(20, rules.seed, 'payout', number).lower()}"
    day = times.day_in_india(at_ms)
    # Sixteen characters, as NEFT has them: bank, N, year and day of the year, number.
    utr = f"SIMGN{day:%y%j}{number:06d}"
    db.execute(
        "INSERT INTO payouts (number, id, currency, amount_minor, utr, paid_ms, paid_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, payout_id, currency, net_minor, utr, at_ms, day.isoformat()),
    )
    book(db, "payout", PLATFORM, BANK, net_minor, About(payout_id, None, None, currency, at_ms))
    db.executemany(
        "INSERT INTO settled (movement_id, payout_id) VALUES (?, ?)",
        [(each["id"], payout_id) for each in movements],
    )
    row = db.execute("SELECT * FROM payouts WHERE id = ?", (payout_id,)).fetchone()
    paid = shapes.payout(row)
    notices.tell(db, News("settlement.paid", paid, at_ms), HookPlan(), rules)
    if rules.bank and currency == "INR":
        _tell_bank(db, paid, at_ms=at_ms)
    return paid


def _tell_bank(db: sqlite3.Connection, paid: dict[str, Any], *, at_ms: int) -> None:
    """Have the net paid into the platform's account at the simulated bank, once per UTR."""
    credit = {
        "virtual_account": "SIMGATE",
        "amount_paise": paid["amount_minor"],
        "payer_name": PAYER_NAME,
        "utr": paid["utr"],
    }
    db.execute(
        "INSERT INTO callbacks (event_id, type, subject, signing, body, state, due_ms)"
        " VALUES (?, ?, ?, ?, ?, 'waiting', ?)",
        (paid["id"], BANK_CREDIT, paid["id"], Signing.GOOD, orjson.dumps(credit), at_ms),
    )


def report(db: sqlite3.Connection, day: date) -> str:
    """What was paid out on one day in India, line by line, and what it adds up to."""
    out = io.StringIO()
    write = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="").writerow
    write({name: name for name in COLUMNS})
    for payout in db.execute(
        "SELECT * FROM payouts WHERE paid_on = ? ORDER BY number", (day.isoformat(),)
    ).fetchall():
        lines = _lines(db, payout)
        for line in lines:
            write(line | {"payout_id": payout["id"], "utr": payout["utr"]})
        total = {name: sum(line[name] for line in lines) for name in COLUMNS[7:11]}
        write(
            total
            | {
                "line_id": f"{payout['id']}/total",
                "kind": "total",
                "booked_at": times.iso(payout["paid_ms"]),
                "object_id": payout["id"],
                "currency": payout["currency"],
                "payout_id": payout["id"],
                "utr": payout["utr"],
            }
        )
    return out.getvalue()


def _lines(db: sqlite3.Connection, payout: sqlite3.Row) -> list[dict[str, Any]]:
    """One line for each payment, refund and dispute: its gross, less our fee and tax on it."""
    lines: dict[str, dict[str, Any]] = {}
    for each in db.execute(
        "SELECT m.* FROM movements m JOIN settled s ON s.movement_id = m.id"
        " WHERE s.payout_id = ? ORDER BY m.id",
        (payout["id"],),
    ):
        kind = _LINES[each["kind"]]
        # Fee and tax of a payment belong to its line; everything else has a line of its own.
        key = each["object_id"]
        if kind != "payment":
            key = f"{each['object_id']}/{each['kind']}"
        line = lines.setdefault(
            key,
            {
                "line_id": f"{each['object_id']}/{each['kind']}",
                "kind": kind,
                "booked_at": times.iso(each["booked_ms"]),
                "payment_id": each["payment_id"],
                "object_id": each["object_id"],
                "client_reference": each["client_reference"] or "",
                "currency": each["currency"],
                "gross_minor": 0,
                "fee_minor": 0,
                "tax_minor": 0,
                "net_minor": 0,
            },
        )
        column = {"fee": "fee_minor", "chargeback_fee": "fee_minor", "tax": "tax_minor"}
        effect = _effect(each)
        name = column.get(each["kind"], "gross_minor")
        line[name] += effect if name == "gross_minor" else -effect
        line["net_minor"] += effect
    return list(lines.values())


def _effect(movement: sqlite3.Row) -> int:
    """What a movement adds to what is owed to the platform."""
    amount_minor: int = movement["amount_minor"]
    return amount_minor if movement["target"] == PLATFORM else -amount_minor
