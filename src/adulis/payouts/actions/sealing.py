"""A bank account's number: sealed at rest, opened only to be given to a bank, shown masked."""

from __future__ import annotations

from uuid import UUID

import orjson

from adulis.kernel.encryption import open_sealed
from adulis.payouts.models import BankAccount, PayoutBatchRow
from adulis.payouts.values import BankDetails


def place_of(account_id: UUID) -> str:
    """What the sealed number is bound to."""
    return f"payouts_bank_account.number.{account_id}"


def details_of(account: BankAccount) -> BankDetails:
    """The account's number in clear. Raises CannotOpen."""
    number = open_sealed(account.number_sealed, place=place_of(account.id))
    if account.kind == "vpa":
        return BankDetails(holder_name=account.holder_name, vpa=number)
    return BankDetails(holder_name=account.holder_name, number=number, ifsc=account.ifsc)


def mask(number: str) -> str:
    """``••••6789`` for an account number, ``as••••@okbank`` for a VPA; never more than half."""
    name, at_sign, bank = number.partition("@")
    if at_sign:
        return f"{name[: min(2, len(name) // 2)]}••••@{bank}"
    return f"••••{number[-min(4, len(number) // 2) :]}"


def place_of_row(row_id: UUID) -> str:
    """What the sealed details of a batch row are bound to."""
    return f"payouts_batch_row.details.{row_id}"


def details_of_row(row: PayoutBatchRow) -> BankDetails:
    """Where a row pays to, in clear: only for making a bank account of it. Raises CannotOpen."""
    told = orjson.loads(open_sealed(row.details_sealed, place=place_of_row(row.id)))
    holder_name, number, ifsc, vpa = told
    return BankDetails(holder_name=holder_name, number=number, ifsc=ifsc, vpa=vpa)
