"""What an entry of the ledger is about, read from what it says of itself. Pure.

No column says it: rooms make an entry's key of the thing it is about, name things beside it in the
metadata, and some accounts are one thing's own. Here all of that is read, for every room at once; a
test asks it of every posting there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_NAMED_BY_ID = (
    "payout", "deposit", "milestone", "dispute", "auction", "transfer", "adjustment", "refund",
    "chargeback",
)  # fmt: skip
# What each form of key is about; `settles` ends the key of the entry that caused it.
_KEYS = tuple(
    (re.compile(form), subject)
    for form, subject in (
        (rf"({'|'.join(_NAMED_BY_ID)})/({_UUID})/.+", r"\1/\2"),
        (rf"payment/({_UUID})/.+", r"gateway-payment/\1"),
        (rf"settlement/({_UUID})/.+", r"settlement-line/\1"),
        (r"credit/([^/]+)/([^/]+)(?:/.+)?", r"credit/\1/\2"),
        (r"gateway/([^/]+)/payment/(.+)/suspended", r"gateway/\1/payment/\2"),
        (r"return/([^/]+)/missing_accepted", r"return/\1"),
    )
)
_STATEMENT = re.compile(r"statement/[^/]+/([0-9a-f]{32})(?:/settles)?")
# Accounts that are one thing's own, and which.
_ADDRESSES = tuple(
    (re.compile(form), subject)
    for form, subject in (
        (rf"merchant/({_UUID})/.+", r"merchant/\1"),
        (rf"escrow/({_UUID})/.+", r"milestone/\1"),
        (rf"dispute/({_UUID})/.+", r"dispute/\1"),
        (rf"bond/({_UUID})/.+", r"auction/\1"),
    )
)


def subjects_of(
    key: str, metadata: Mapping[str, Any], addresses: Iterable[str] = ()
) -> tuple[str, ...]:
    """Everything an entry is about (``payout/<id>`` …), what its key names first, merchants last.

    Empty where it says nothing of the kind: then it is about its accounts and nothing else.
    """
    found = [*_of_key(key), *_of_metadata(metadata)]
    found += [said for each in addresses for said in _read(each, _ADDRESSES)]
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda each: each.startswith("merchant/")))


def _of_key(key: str) -> list[str]:
    if line := _STATEMENT.fullmatch(key):
        return [f"statement-line/{UUID(line[1])}"]
    return _read(key, _KEYS)


def _of_metadata(metadata: Mapping[str, Any]) -> list[str]:
    names = [(kind, metadata.get(f"{kind}_id")) for kind in (*_NAMED_BY_ID, "merchant")]
    return [
        f"{kind}/{thing}"
        for kind, thing in names
        if isinstance(thing, str) and re.fullmatch(_UUID, thing)
    ]


def _read(text: str, forms: Iterable[tuple[re.Pattern[str], str]]) -> list[str]:
    return [found.expand(subject) for form, subject in forms if (found := form.fullmatch(text))]
