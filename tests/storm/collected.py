"""The payment gateway's books compared with ours: what was collected, given back and taken back.

The gateway's movements decide; they are read from its own file, and nothing in them comes from us.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from adulis.kernel import db

Books = Callable[..., list[tuple[Any, ...]]]

CODE = "simgate"
# What we did with every payment: one line for each entry that says we have it.
_BOOKED = """
SELECT payment.payment_id, payment.state, payment.amount_minor, payment.currency,
       deposit.id::text AS deposit,
       (SELECT count(*) FROM ledger_entry AS entry
         WHERE entry.kind = 'deposit_captured' AND entry.metadata ->> 'payment' = payment.payment_id
       ) AS credits,
       (SELECT count(*) FROM ledger_entry AS entry
         WHERE entry.kind = 'payment_suspended'
           AND entry.key LIKE 'gateway/' || payment.gateway || '/payment/' || payment.payment_id
                              || '/%') AS suspensions
  FROM deposits_payment AS payment
  LEFT JOIN deposits_deposit AS deposit ON deposit.id = payment.deposit_id
"""
_CAPTURED = """
SELECT payment_id, amount_minor, currency, client_reference FROM movements WHERE kind = 'capture'
"""
_DEPOSITS = """
SELECT id::text, state, intent_id,
       (SELECT count(*) FROM ledger_entry AS entry
         WHERE entry.kind = 'deposit_captured'
           AND entry.key LIKE 'deposit/' || deposit.id || '/%') AS credits
  FROM deposits_deposit AS deposit WHERE NOT is_assigned
"""
# Payments of an intent that are exactly what it asks for.
_EXACT = """
SELECT intents.client_reference, intents.id, count(*)
  FROM intents JOIN payments ON payments.intent_id = intents.id
 WHERE payments.status = 'captured' AND payments.amount_minor = intents.amount_minor
   AND payments.currency = intents.currency
 GROUP BY intents.client_reference, intents.id
"""
_REFUNDS = """
SELECT refund.id::text, refund.state, refund.paid_minor, refund.refund_id,
       EXISTS (SELECT FROM cases_case WHERE subject = 'refund/' || refund.id) AS asked
  FROM deposits_refund AS refund
"""
_GIVEN_BACK = """
SELECT refunds.client_reference, count(*), sum(movements.amount_minor)
  FROM movements JOIN refunds ON refunds.id = movements.object_id
 WHERE movements.kind = 'refund' GROUP BY refunds.client_reference
"""
_TOTALS = """
SELECT currency, sum(net_minor),
       (SELECT COALESCE(SUM(amount_minor), 0) FROM payouts WHERE payouts.currency = truth.currency)
  FROM truth GROUP BY currency
"""

_BALANCE = """
SELECT coalesce(sum(line.amount_minor), 0)
  FROM ledger_account AS account JOIN ledger_line AS line ON line.account_id = account.id
 WHERE account.address = %s
"""


@dataclass(frozen=True, slots=True)
class _Booked:
    state: str
    minor: int
    currency: str
    deposit: str | None
    credits: int
    suspensions: int


def compare(books: Books) -> list[str]:
    """Everything in which our books and the gateway's differ, in sentences; at rest."""
    wrong = [
        *_payments(books),
        *_credits(books),
        *_refunds(books),
        *_disputes(books),
        *_receivable(books),
    ]
    wrong += [
        f"{name}: {count} at the gateway"
        for name, count in books("SELECT kind, count(*) FROM violations GROUP BY kind")
    ]
    return wrong


def _payments(books: Books) -> Iterator[str]:
    """Each captured payment is in one place of ours, once, and none that was not captured."""
    ours = {row[0]: _Booked(*row[1:]) for row in db.fetch_all(_BOOKED)}
    times = Counter(row[0] for row in db.fetch_all("SELECT payment_id FROM deposits_payment"))
    for payment_id, minor, currency, _ in books(_CAPTURED):
        booked = ours.pop(payment_id, None)
        if booked is None:
            yield f"{payment_id} was captured, and we never heard of it"
            continue
        if times[payment_id] != 1 or booked.credits + booked.suspensions != 1:
            yield (
                f"{payment_id} was captured once and is here {times[payment_id]} times: credited"
                f" {booked.credits} times, in suspense {booked.suspensions} times"
            )
        if (booked.minor, booked.currency) != (minor, currency):
            yield (
                f"{payment_id}: {minor} {currency} were captured,"
                f" {booked.minor} {booked.currency} booked"
            )
    for payment_id in ours:
        yield f"{payment_id} is booked, and was never captured"


def _credits(books: Books) -> Iterator[str]:
    """A deposit that was paid exactly is credited once; one that was not is not credited."""
    exact = {(reference, intent): count for reference, intent, count in books(_EXACT)}
    for name, state, intent, times in db.fetch_all(_DEPOSITS):
        paid = exact.get((name, intent), 0)
        is_credited = state in {"captured", "cleared"}
        if times != (1 if is_credited else 0):
            yield f"deposit {name} is {state}, and was credited {times} times"
        if is_credited and not paid:
            yield f"deposit {name} is {state}, and was never paid exactly"
        if paid and not is_credited:
            yield f"deposit {name} is {state}, and was paid exactly {paid} times"
        if state in {"created", "processing"}:
            yield f"deposit {name} is still {state}"


def _refunds(books: Books) -> Iterator[str]:
    given = {name: (count, minor) for name, count, minor in books(_GIVEN_BACK)}
    for name, state, minor, refund_id, is_asked in db.fetch_all(_REFUNDS):
        count, given_minor = given.pop(name, (0, 0))
        if count > 1 or given_minor not in {0, minor}:
            yield f"refund {name} of {minor} was given back {count} times, {given_minor} in all"
        if state == "processed" and count != 1:
            yield f"refund {name} is processed, and was given back {count} times"
        if state == "failed" and count:
            yield f"refund {name} failed with us, and was given back ({refund_id})"
        if state in {"requested", "pending"} and not is_asked:
            yield f"refund {name} is still {state}, and nobody was asked about it"
    for name in given:
        yield f"{name} was given back, and we never asked for it"


def _disputes(books: Books) -> Iterator[str]:
    rows = db.fetch_all("SELECT dispute_id, state, paid_minor FROM deposits_chargeback")
    ours = {name: (state, minor) for name, state, minor in rows}
    for dispute_id, status, minor in books("SELECT id, status, amount_minor FROM disputes"):
        told = ours.pop(dispute_id, None)
        if told != (status, minor):
            yield f"{dispute_id} is {status} of {minor}, and with us {told}"
    for dispute_id in ours:
        yield f"{dispute_id} is booked, and there is no such dispute"


def _receivable(books: Books) -> Iterator[str]:
    """What the gateway owes us by our book, and by its own.

    What it pays out abroad is seen by nobody here, and stays owed.
    """
    for currency, net_minor, paid_out_minor in books(_TOTALS):
        owed = net_minor - (paid_out_minor if currency == "INR" else 0)
        ours = int(db.fetch_value(_BALANCE, [f"gateway/{CODE}/receivable/{currency}"]))
        # An asset: what is owed to us is on its debit side.
        if -ours != owed:
            yield f"the gateway owes us {owed} {currency} by its books, {-ours} by ours"
