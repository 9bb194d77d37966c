"""camt.053, the statement of ISO 20022, brought into the rows that ``statements`` reads. Pure.

Versions 001.02 and 001.08, which differ in where a state, a name and an amount stand. A file has
one statement of one account and one day. What a bank has not booked (``PDNG``, ``INFO``) moves
nothing and is passed over; an entry for many payments at once is a row for each of them, and has to
be their sum. Entities and document types, with which XML can fill a memory or read files, are
refused.

(ISO 20022 Message Definition Report, Bank-to-Customer Cash Management, camt.053.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError  # nosec B405 - defusedxml reads

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from adulis.gateways.errors import StatementMalformed
from adulis.gateways.statements import CLOSING, MOST_LINES, OPENING

NAMESPACES = tuple(f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{each}" for each in ("02", "08"))
CURRENCY = "INR"

_AMOUNT = re.compile(r"[0-9]{1,14}(?:\.[0-9]{1,5})?")
# What no reference was given for, in the words of the standard.
_NOT_PROVIDED = {"NOTPROVIDED", "NONREF"}
# Sub-families of bank transaction codes (external code sets): what the bank itself takes, and what
# comes back.
_CHARGES = {"CHRG", "COMM", "FEES"}
_RETURNS = {"RRTN", "RPCR", "RIMB", "ARET"}
_OPENING_KINDS = ("OPBD", "PRCD")
_CLOSING_KINDS = ("CLBD", "ITBD")


def is_camt(body: bytes) -> bool:
    """Whether it is XML at all: a CSV begins with the name of a column."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def rows(body: bytes) -> list[dict[str, str]]:
    """Rows as a CSV would have them. Raises StatementMalformed."""
    statement, space = _statement(body)
    opening, day = _balance(statement, space, _OPENING_KINDS)
    closing, until = _balance(statement, space, _CLOSING_KINDS)
    if _account_currency(statement, space) not in {CURRENCY, ""}:
        raise StatementMalformed(f"The account is not one in {CURRENCY}.")
    found = [_row(f"{until}/opening", until, OPENING, opening)]
    balance = opening
    for row in _entries(statement, space):
        amount = int(row["amount_paise"])
        balance += amount if row["direction"] == "credit" else -amount
        found.append({**row, "balance_paise": str(balance)})
        if len(found) > MOST_LINES:
            raise StatementMalformed(f"A statement has at most {MOST_LINES} lines.")
    found.append(_row(f"{until}/closing", until, CLOSING, closing))
    # What was closed yesterday opens today.
    if day > until:
        raise StatementMalformed("The statement closes before it opens.")
    return found


def _statement(body: bytes) -> tuple[Element, str]:
    try:
        document = fromstring(body, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise StatementMalformed("The file is not XML that is read here.") from error
    space, _, name = document.tag.removeprefix("{").partition("}")
    if name != "Document" or space not in NAMESPACES:
        raise StatementMalformed("The file is not a camt.053 of version 001.02 or 001.08.")
    statements = document.findall(f"{{{space}}}BkToCstmrStmt/{{{space}}}Stmt")
    if len(statements) != 1:
        raise StatementMalformed(f"The file has {len(statements)} statements, not one.")
    return statements[0], f"{{{space}}}"


def _text(parent: Element | None, space: str, way: str) -> str:
    """What stands at the end of ``way``; empty where nothing does."""
    if parent is None:
        return ""
    found = parent.find("/".join(f"{space}{each}" for each in way.split("/")))
    return (found.text or "").strip() if found is not None else ""


def _account_currency(statement: Element, space: str) -> str:
    return _text(statement, space, "Acct/Ccy")


def _balance(statement: Element, space: str, kinds: tuple[str, ...]) -> tuple[int, str]:
    """A balance in paise and the day it is of; the first of ``kinds`` that is there."""
    by_kind = {
        _text(each, space, "Tp/CdOrPrtry/Cd"): each for each in statement.findall(f"{space}Bal")
    }
    chosen = next((by_kind[kind] for kind in kinds if kind in by_kind), None)
    if chosen is None:
        raise StatementMalformed(f"There is no balance of the kind {' or '.join(kinds)}.")
    paise = _paise(chosen.find(f"{space}Amt"), kinds[0])
    is_debit = _text(chosen, space, "CdtDbtInd") == "DBIT"
    day = _text(chosen, space, "Dt/Dt") or _text(chosen, space, "Dt/DtTm")[:10]
    return (-paise if is_debit else paise), day


def _entries(statement: Element, space: str) -> Iterator[dict[str, str]]:
    for number, entry in enumerate(statement.findall(f"{space}Ntry"), start=1):
        state = _text(entry, space, "Sts/Cd") or _text(entry, space, "Sts")
        if state in {"PDNG", "INFO", "FUTR"}:
            continue
        if state != "BOOK":
            raise _wrong(number, "its state is unknown")
        yield from _entry(entry, space, number)


def _entry(entry: Element, space: str, number: int) -> Iterator[dict[str, str]]:
    whole = _paise(entry.find(f"{space}Amt"), f"entry {number}")
    direction = _direction(entry, space, number)
    booked = _text(entry, space, "BookgDt/DtTm") or _midnight(_text(entry, space, "BookgDt/Dt"))
    value = _text(entry, space, "ValDt/Dt") or _text(entry, space, "ValDt/DtTm") or booked
    code = _text(entry, space, "BkTxCd/Domn/Fmly/SubFmlyCd")
    name = _text(entry, space, "NtryRef") or _text(entry, space, "AcctSvcrRef")
    details: list[Element | None] = [*entry.findall(f"{space}NtryDtls/{space}TxDtls")]
    details = details or [None]
    amounts = [whole] if len(details) == 1 else [_own(each, space, number) for each in details]
    if sum(amounts) != whole:
        raise _wrong(number, "its amount is not what its transactions add up to")
    for place, (detail, amount) in enumerate(zip(details, amounts, strict=True), start=1):
        is_back = detail is not None and detail.find(f"{space}RtrInf") is not None
        yield {
            "line_id": name if len(details) == 1 else f"{name}.{place}",
            "booked_at": booked,
            "value_date": value[:10],
            "direction": direction,
            "amount_paise": str(amount),
            "kind": _kind(entry, space, direction, code, is_back=is_back),
            "client_reference": _reference(_text(detail, space, "Refs/EndToEndId")),
            "utr": _text(detail, space, "Refs/ClrSysRef") or _text(detail, space, "Refs/TxId"),
            "counterparty": _counterparty(detail, space, direction),
            "narration": _narration(entry, detail, space),
            "balance_paise": "",
        }


def _own(detail: Element | None, space: str, number: int) -> int:
    """The amount of one transaction among several: where 001.08 and where 001.02 have it."""
    assert detail is not None
    for way in (f"{space}Amt", f"{space}AmtDtls/{space}TxAmt/{space}Amt"):
        if (found := detail.find(way)) is not None:
            return _paise(found, f"entry {number}")
    raise _wrong(number, "one of its transactions has no amount")


def _direction(entry: Element, space: str, number: int) -> str:
    match _text(entry, space, "CdtDbtInd"):
        case "CRDT":
            return "credit"
        case "DBIT":
            return "debit"
        case _:
            raise _wrong(number, "it is neither CRDT nor DBIT")


def _kind(entry: Element, space: str, direction: str, code: str, *, is_back: bool) -> str:
    if direction == "debit":
        return "charge" if code in _CHARGES else "payment"
    is_reversal = _text(entry, space, "RvslInd") == "true"
    return "return" if is_back or is_reversal or code in _RETURNS else "inward"


def _counterparty(detail: Element | None, space: str, direction: str) -> str:
    party = "Dbtr" if direction == "credit" else "Cdtr"
    return _text(detail, space, f"RltdPties/{party}/Pty/Nm") or _text(
        detail, space, f"RltdPties/{party}/Nm"
    )


def _narration(entry: Element, detail: Element | None, space: str) -> str:
    if detail is not None:
        told = [each.text or "" for each in detail.findall(f"{space}RmtInf/{space}Ustrd")]
        if any(told):
            return " ".join(told).strip()
    return _text(entry, space, "AddtlNtryInf")


def _reference(text: str) -> str:
    return "" if text in _NOT_PROVIDED else text


def _paise(amount: Element | None, where: str) -> int:
    text = (amount.text or "").strip() if amount is not None else ""
    if amount is None or _AMOUNT.fullmatch(text) is None:
        raise StatementMalformed(f"An amount of {where} is not one.")
    if amount.get("Ccy") != CURRENCY:
        raise StatementMalformed(f"An amount of {where} is not in {CURRENCY}.")
    rupees, _, parts = text.partition(".")
    if parts[2:].strip("0"):
        raise StatementMalformed(f"An amount of {where} has parts of a paisa.")
    return int(rupees) * 100 + int(parts[:2].ljust(2, "0"))


def _midnight(day: str) -> str:
    """Where a bank says the day only, its first moment stands for it."""
    return f"{day}T00:00:00+05:30" if day else ""


def _row(line_id: str, day: str, kind: str, balance: int) -> dict[str, str]:
    return {
        "line_id": line_id,
        "booked_at": "",
        "value_date": day,
        "direction": "",
        "amount_paise": "0",
        "kind": kind,
        "client_reference": "",
        "utr": "",
        "counterparty": "",
        "narration": "",
        "balance_paise": str(balance),
    }


def _wrong(number: int, what: str) -> StatementMalformed:
    return StatementMalformed(f"Entry {number} cannot be read: {what}.", line=number)
