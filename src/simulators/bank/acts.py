"""What happens to an accepted payment when its time has come, as a table and in the books."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from simulators.bank import books, codes, notices, rails
from simulators.bank.books import CHARGES, NOSTRO, TRANSIT, Movement
from simulators.bank.payments import Payment, shape, update
from simulators.bank.plans import Act
from simulators.bank.rails import Mode, Profile
from simulators.bank.switches import Switches
from simulators.ground.notices import Mailing

# The lifecycle: from which statuses each act is possible. Anything else is refused, and said so.
POSSIBLE_FROM: dict[Act, frozenset[str]] = {
    Act.SEND: frozenset({"accepted"}),
    Act.DEEM: frozenset({"accepted", "processing"}),
    Act.COMPLETE: frozenset({"accepted", "processing", "rejected"}),
    Act.REJECT: frozenset({"accepted", "processing"}),
    Act.CLAIM: frozenset({"accepted", "processing"}),
    Act.TAKE_BACK: frozenset({"completed"}),
    Act.RETURN: frozenset({"completed", "returned"}),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds while something happens: the seed, the profile and the switches as they stand."""

    seed: int
    profile: Profile
    switches: Switches


@dataclass(frozen=True, slots=True)
class Occasion:
    """An act about to be done to ``payment``, dated ``at_ms``; ``detail`` says more about it."""

    db: sqlite3.Connection
    payment: Payment
    detail: Mapping[str, Any]
    at_ms: int
    rules: Rules


class Impossible(ValueError):
    """The payment is not in a status, or has not the money, from which this act is possible."""


def schedule(
    db: sqlite3.Connection, payment_id: int, act: Act, *, due_ms: int, detail: Mapping[str, Any]
) -> None:
    """Put an act on the agenda."""
    db.execute(
        "INSERT INTO agenda (due_ms, act, payment_id, detail) VALUES (?, ?, ?, ?)",
        (due_ms, act, payment_id, orjson.dumps(detail).decode()),
    )


def perform(
    db: sqlite3.Connection,
    payment: Payment,
    act: Act,
    detail: Mapping[str, Any],
    *,
    at_ms: int,
    rules: Rules,
) -> None:
    """Do it: change the books, then the payment, then write down who will be told.

    Raises Impossible, and has then changed nothing.
    """
    if payment.status not in POSSIBLE_FROM[act] or payment.refused:
        raise Impossible(f"{act} is impossible: {payment.client_reference} is {payment.status}")
    news = _ACTS[act](Occasion(db, payment, detail, at_ms, rules))
    payment.updated_ms = at_ms
    update(db, payment)
    if news:
        tell(db, payment, news, at_ms=at_ms, rules=rules)


def tell(
    db: sqlite3.Connection,
    payment: Payment,
    news: str,
    *,
    at_ms: int,
    rules: Rules,
    due_ms: int | None = None,
) -> None:
    """Write down the callbacks about ``payment`` as it now is, as the switches will have them."""
    notices.write(
        db,
        news,
        shape(payment),
        payment.callback_plan,
        Mailing(
            subject=payment.client_reference,
            payment_id=payment.id,
            at_ms=at_ms,
            due_ms=(due_ms or at_ms) + round(rules.switches.callback_delay_seconds * 1000),
            seed=rules.seed,
            lost=rules.switches.callbacks_down,
        ),
    )


def _send(on: Occasion) -> str:
    _becomes(on.payment, "processing", "IN_PROGRESS", "With the beneficiary's bank.")
    return ""


def _deem(on: Occasion) -> str:
    """No word from the beneficiary's bank: deemed to have arrived (IMPS code 08, ISO 91)."""
    said = "The beneficiary's bank has not confirmed; to be resolved."
    _becomes(on.payment, "processing", "DEEMED_SUCCESS", said)
    return ""


def _complete(on: Occasion) -> str:
    _release(on)
    books.book(on.db, _paid(on, on.payment.beneficiary))
    if charge := on.rules.switches.charge_paise:
        books.book(on.db, _charged(on, charge))
    _becomes(on.payment, "completed", "COMPLETED", "Credited to the beneficiary.")
    return "payment.completed"


def _reject(on: Occasion) -> str:
    _release(on)
    code = on.detail.get("code", "BENEFICIARY_BANK_REJECTED")
    _becomes(on.payment, "rejected", code, codes.message(code))
    return "payment.rejected"


def _claim(on: Occasion) -> str:
    _release(on)
    books.book(on.db, _paid(on, TRANSIT))
    _becomes(on.payment, "completed", "COMPLETED", "Credited to the beneficiary.")
    return "payment.completed"


def _take_back(on: Occasion) -> str:
    if not books.is_in_transit(on.db, on.payment.id):
        raise Impossible(f"{on.payment.client_reference} was really paid: it can only be returned")
    books.book(on.db, _sent_back(on, TRANSIT, on.payment.amount_paise, linked=True))
    code = "BENEFICIARY_BANK_REJECTED"
    _becomes(on.payment, "rejected", code, codes.message(code))
    return "payment.rejected"


def _return(on: Occasion) -> str:
    payment = on.payment
    if books.is_in_transit(on.db, payment.id):
        raise Impossible(f"{payment.client_reference} was never paid: there is nothing to return")
    left = payment.amount_paise - books.returned(on.db, payment.id)
    # All of what is left, unless an amount was named; 0 is all but one rupee, but never nothing.
    paise = on.detail.get("amount_paise", left) or max(left - 100, 1)
    if paise > left:
        raise Impossible(f"{paise} paise cannot return: {left} paise are with the beneficiary")
    linked = on.detail.get("linked", True)
    books.book(on.db, _sent_back(on, payment.beneficiary, paise, linked=linked))
    if not linked:
        # The bank itself does not connect the two: an inward credit from a stranger, as far as
        # enquiries and callbacks are concerned.
        return ""
    payment.returned_paise += paise
    _becomes(payment, "returned", "RETURNED", "Sent back by the beneficiary's bank.")
    return "payment.returned"


_ACTS: dict[Act, Callable[[Occasion], str]] = {
    Act.SEND: _send,
    Act.DEEM: _deem,
    Act.COMPLETE: _complete,
    Act.REJECT: _reject,
    Act.CLAIM: _claim,
    Act.TAKE_BACK: _take_back,
    Act.RETURN: _return,
}


def _becomes(payment: Payment, status: str, code: str, message: str) -> None:
    payment.status, payment.code, payment.message = status, code, message


def _release(on: Occasion) -> None:
    """Give free what was set aside; a late success has nothing set aside any more."""
    if on.payment.reserved:
        books.reserve(on.db, -on.payment.amount_paise)
        on.payment.reserved = False


def _paid(on: Occasion, target: str) -> Movement:
    payment, switches = on.payment, on.rules.switches
    return Movement(
        kind="payment",
        source=NOSTRO,
        target=target,
        amount_paise=payment.amount_paise,
        booked_ms=on.at_ms,
        value_date=rails.value_date(
            payment.mode,
            booked_ms=on.at_ms,
            windows=switches.windows,
            holidays=switches.holiday_dates,
        ),
        utr=payment.utr,
        counterparty=payment.beneficiary_name,
        narration=f"{payment.mode}/{payment.utr}/{payment.narration or payment.client_reference}",
        payment_id=payment.id,
        client_reference=payment.client_reference,
    )


def _charged(on: Occasion, charge_paise: int) -> Movement:
    """What the bank takes for itself, without having said so."""
    return Movement(
        kind="charge",
        source=NOSTRO,
        target=CHARGES,
        amount_paise=charge_paise,
        booked_ms=on.at_ms,
        utr="",
        counterparty="BANK CHARGES",
        narration=f"CHG/{on.payment.utr}",
        payment_id=on.payment.id,
    )


def _sent_back(on: Occasion, source: str, paise: int, *, linked: bool) -> Movement:
    """A linked return has the reference and UTR of the payment; an unlinked one is new money."""
    payment = on.payment
    # The number is taken from the far end of the range, where no payment's UTR is near.
    own_utr = rails.utr(Mode.NEFT, booked_ms=on.at_ms, sequence=999_999 - payment.id)
    utr = payment.utr if linked else own_utr
    return Movement(
        kind="return",
        source=source,
        target=NOSTRO,
        amount_paise=paise,
        booked_ms=on.at_ms,
        utr=utr,
        counterparty=payment.beneficiary_name,
        narration=f"RTN/{utr}" if linked else f"NEFT CR/{payment.beneficiary_name}",
        payment_id=payment.id,
        client_reference=payment.client_reference,
        linked=linked,
    )
