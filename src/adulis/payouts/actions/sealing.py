"""A bank account's number: sealed at rest, opened only to be given to a bank, shown masked."""

from __future__ import annotations

import orjson

from adulis.kernel.encryption import open_sealed
from adulis.payouts.models import DETAILS, NUMBER, BankAccount, PayoutBatchRow
from adulis.payouts.values import BankDetails


def details_of(account: BankAccount) -> BankDetails:
    """The account's number in clear. Raises CannotOpen."""
    number = open_sealed(account.number_sealed, place=NUMBER.place(account.id))
    if account.kind == "vpa":
        return BankDetails(holder_name=account.holder_name, vpa=number)
    return BankDetails(holder_name=account.holder_name, number=number, ifsc=account.ifsc)


def mask(number: str) -> str:
    """``••••6789`` for an account number, ``as••••@okbank`` for a VPA; never more than half."""
    name, at_sign, bank = number.partition("@")
    if at_sign:
        return f"{name[: min(2, len(name) // 2)]}••••@{bank}"
    return f"••••{number[-min(4, len(number) // 2) :]}"


def details_of_row(row: PayoutBatchRow) -> BankDetails:
    """Where a row pays to, in clear: only for making a bank account of it. Raises CannotOpen."""
    told = orjson.loads(open_sealed(row.details_sealed, place=DETAILS.place(row.id)))
    holder_name, number, ifsc, vpa = told
    return BankDetails(holder_name=holder_name, number=number, ifsc=ifsc, vpa=vpa)
