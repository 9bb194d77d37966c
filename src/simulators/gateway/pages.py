"""The checkout page as HTML: one form, no script, nothing from elsewhere. Pure.

Every link is relative, so that the page works below any address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from simulators.gateway.behaviours import CATALOGUE
from simulators.gateway.fates import message_of
from simulators.gateway.paying import GOOD_CARD
from simulators.ground.money import shown

METHOD_NAMES = {
    "card": "Card",
    "upi": "UPI",
    "netbanking": "Netbanking",
    "bank_transfer": "Bank transfer",
}
# The magic numbers worth offering to somebody who clicks; README.md has all of them.
_OFFERED = (
    "ok",
    "authenticate",
    "pending",
    "card_declined",
    "insufficient_funds",
    "late_success",
    "late_failure",
    "wrong_amount",
    "wrong_currency",
    "paid_twice",
    "chargeback",
    "refund_fails",
    "lost_hooks",
    "dup_hooks",
)
_MARK = (
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor"'
    ' d="M11 3v13H3zM13 3v13h8zM2 19h20v2H2z"/></svg>'
)
_ICONS = {"good": "✓", "wait": "…", "bad": "!"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page is about: an intent as it is (``shapes.intent``), and what was typed so far."""

    intent: Mapping[str, Any]
    payer: str
    payee: str
    method: str
    typed: str
    error: str
    back: str


def page(seen: Seen, *, question: str | None = None) -> str:
    """The page for an intent's status; ``question``: a payment whose payer the bank is asking."""
    status = seen.intent["status"]
    if question is not None:
        body = _question(seen, question)
    elif status in {"requires_payment", "failed"}:
        body = _form(seen)
    else:
        body = _done(seen, status)
    title = f"Pay {_amount(seen)}"
    return document(title, f"<main>{_heading(seen)}{_notice(seen)}{body}</main>{_aside(seen)}")


def document(title: str, body: str) -> str:
    """A whole page."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · Simgate</title>"
        '<link rel="stylesheet" href="style.css"></head><body><div class="page">'
        f"<header>{_MARK}<strong>Simgate</strong><span>Payments</span>"
        '<span class="sandbox">Sandbox: no real money</span></header>'
        f"{body}<footer>A simulated payment gateway.</footer></div></body></html>"
    )


def _amount(seen: Seen) -> str:
    return shown(seen.intent["amount_minor"], seen.intent["currency"])


def _heading(seen: Seen) -> str:
    description = seen.intent["description"]
    told = f"{description} · {seen.intent['client_reference']}".removeprefix(" · ")
    return (
        f'<h1>{escape(seen.payee)} asks for <span class="amount">{_amount(seen)}</span></h1>'
        f'<p class="facts">{escape(told)}</p>'
    )


def _notice(seen: Seen) -> str:
    if seen.error:
        return _said("bad", seen.error)
    failed = [each for each in seen.intent["payments"] if each["status"] == "failed"]
    if seen.intent["status"] == "failed" and failed:
        why = message_of(failed[-1]["failure"]["code"])
        return _said("bad", f"{why} Nothing was taken. You can try again.")
    return ""


def _said(tone: str, text: str) -> str:
    role = "alert" if tone == "bad" else "status"
    return (
        f'<div class="notice {tone}" role="{role}"><span aria-hidden="true">{_ICONS[tone]}</span>'
        f"<p>{escape(text)}</p></div>"
    )


def _form(seen: Seen) -> str:
    intent_id = seen.intent["id"]
    tabs = "".join(
        f'<a href="{_link(seen, method=each)}"{_current(seen, each)}>{METHOD_NAMES[each]}</a>'
        for each in seen.intent["methods"]
    )
    return (
        f'<nav aria-label="How to pay">{tabs}</nav>'
        f'<form id="pay" method="post" action="{intent_id}/pay" autocomplete="on">'
        f'<input type="hidden" name="method" value="{seen.method}">{_fields(seen)}'
        f'<button class="primary" name="how" value="pay">{_verb(seen)}</button></form>'
        f'<a class="button" href="{escape(seen.back)}">Leave without paying</a>'
    )


def _current(seen: Seen, method: str) -> str:
    return ' aria-current="true"' if method == seen.method else ""


def _verb(seen: Seen) -> str:
    if seen.method == "bank_transfer":
        return f"I have transferred {_amount(seen)}"
    return f"Pay {_amount(seen)}"


def _fields(seen: Seen) -> str:
    typed = escape(seen.typed)
    if seen.method == "card":
        return (
            _field("Card number", "card", typed or GOOD_CARD, "cc-number", "numeric")
            + _field("Name on the card", "name", escape(seen.payer), "cc-name")
            + '<div class="pair">'
            + _field("Expires", "expires", "12/31", "cc-exp")
            + _field("Security code", "cvc", "123", "cc-csc", "numeric")
            + "</div>"
        )
    if seen.method == "upi":
        return _field("UPI address", "vpa", typed or "asha@simgate", "off", "email")
    if seen.method == "netbanking":
        return (
            '<label>Bank<select name="bank"><option>Simulated Bank of India</option>'
            "<option>Simulated Cooperative</option></select></label>"
            + _field("Account number", "account", typed or "50100012345678", "off", "numeric")
        )
    where = seen.intent["bank_transfer"] or {"account_number": "—", "ifsc": "—"}
    return (
        f"<dl><dt>Account number</dt><dd>{where['account_number']}</dd>"
        f"<dt>IFSC</dt><dd>{where['ifsc']}</dd><dt>Amount</dt><dd>{_amount(seen)}</dd></dl>"
        + _field("From account", "account", typed or "50100012345678", "off", "numeric")
        + _field("In the name of", "name", escape(seen.payer), "name")
    )


def _field(label: str, name: str, value: str, autocomplete: str, mode: str = "text") -> str:
    return (
        f'<label>{label}<input name="{name}" value="{value}" autocomplete="{autocomplete}"'
        f' inputmode="{mode}" required></label>'
    )


def _question(seen: Seen, payment_id: str) -> str:
    return (
        _said("wait", "Your bank asks whether this is you (3-D Secure).")
        + f'<form method="post" action="{seen.intent["id"]}/authenticate">'
        f'<input type="hidden" name="payment" value="{escape(payment_id)}">'
        f'<button class="primary" name="passed" value="yes">Yes, pay {_amount(seen)}</button>'
        '<button name="passed" value="no">No, refuse</button></form>'
    )


def _done(seen: Seen, status: str) -> str:
    told = {
        "succeeded": ("good", "Paid. Thank you."),
        "processing": ("wait", "Waiting for your bank. Nothing more has to be done here."),
        "expired": ("bad", "The time to pay has run out."),
        "cancelled": ("bad", "This payment was called off."),
    }[status]
    again = ""
    if status == "processing":
        again = f'<a class="button" href="{_link(seen)}">Look again</a>'
    back = f'<a class="button primary" href="{escape(seen.back)}">Back to {escape(seen.payee)}</a>'
    return _said(*told) + back + again


def _aside(seen: Seen) -> str:
    """What only a sandbox offers: everything that can go wrong."""
    status = seen.intent["status"]
    if status in {"requires_payment", "failed"}:
        buttons = (
            '<div class="row">'
            + _button("decline", "Decline it")
            + _button("late", "Pay after it expired")
            + _button("twice", "Pay twice")
            + _button("wrong", "Pay another amount")
            + "</div>"
            + '<label>Another amount<input form="pay" name="amount"'
            f' value="{_other_amount(seen)}" inputmode="decimal"></label>'
        )
        return (
            "<details><summary>What should go wrong?</summary>"
            f'<div class="wrong">{buttons}{_magic(seen)}</div></details>'
        )
    if status in {"expired", "cancelled", "succeeded"}:
        form = (
            f'<form id="pay" method="post" action="{seen.intent["id"]}/pay">'
            f'<input type="hidden" name="method" value="{seen.method}">'
            f'<button name="how" value="anyway">Pay {_amount(seen)} all the same</button></form>'
        )
        return (
            "<details><summary>What should go wrong?</summary>"
            f'<div class="wrong"><p>Real payers manage this with a page left open, or by a transfer'
            f" that arrives late.</p>{form}</div></details>"
        )
    return ""


def _button(how: str, text: str) -> str:
    return f'<button form="pay" name="how" value="{how}">{text}</button>'


def _other_amount(seen: Seen) -> str:
    minor = max(int(seen.intent["amount_minor"]) - 100, 1)
    return f"{minor // 100}.{minor % 100:02d}"


def _magic(seen: Seen) -> str:
    """Numbers that do something, as links that type them."""
    if seen.method == "netbanking":
        label = "account_number"
    else:
        label = {"card": "card_number", "upi": "address"}.get(seen.method, "account_number")
    items = "".join(
        f'<li><a href="{_link(seen, method=seen.method, typed=getattr(each, label))}">'
        f"<strong>{getattr(each, label)}</strong><span>{escape(each.does)}</span></a></li>"
        for each in CATALOGUE.behaviours
        if each.name in _OFFERED
    )
    return f"<p>Or pay with one of these:</p><ul>{items}</ul>"


def _link(seen: Seen, **query: str) -> str:
    asked = f"?{urlencode(query)}" if query else ""
    return escape(f"{seen.intent['id']}{asked}")
