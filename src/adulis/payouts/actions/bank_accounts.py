"""Where a merchant's money may go."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from rapidfuzz import fuzz

from adulis.audit import actions as audit
from adulis.audit.actions import Deed
from adulis.events import actions as events
from adulis.gateways.bank import AccountCheck
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.kernel.encryption import blind_index, seal
from adulis.kernel.ids import new_id
from adulis.payouts import errors
from adulis.payouts.actions.locking import locked_payouts
from adulis.payouts.actions.sealing import mask
from adulis.payouts.errors import BankAccountNotFound
from adulis.payouts.events import BankAccountAdded, BankAccountArchived, BankAccountVerified
from adulis.payouts.machine import PayoutState
from adulis.payouts.models import NUMBER, BankAccount, Payout
from adulis.payouts.values import BankDetails

# From this score on the registered name counts as the holder's.
NAME_MATCHES_FROM = 80
_HONORIFICS = re.compile(r"\b(mr|mrs|ms|dr|shri|smt|m/s|messrs)\b\.?", re.IGNORECASE)


@db.transaction_required
def add_bank_account(
    *, merchant_id: UUID, details: BankDetails, nickname: str, actor: Actor, at: datetime
) -> tuple[BankAccount, bool]:
    """Keep an account, sealed; the same details again are the same account (then False)."""
    account = _made(merchant_id, details, nickname, at)
    known = _active(merchant_id, bytes(account.details_index))
    if known is not None:
        return known, False
    try:
        with db.savepoint():
            account.save(force_insert=True)
    except IntegrityError:
        # Somebody added the same account between our look and our write.
        known = _active(merchant_id, bytes(account.details_index))
        if known is None:
            raise
        return known, False
    _tell_added([account], actor, at)
    return account, True


@db.transaction_required
def add_bank_accounts(
    *, merchant_id: UUID, details: Sequence[BankDetails], actor: Actor, at: datetime
) -> list[BankAccount]:
    """Keep many accounts at once; returns the active account of each of ``details``, in order."""
    given = [_made(merchant_id, each, "", at) for each in details]
    by_index = {bytes(each.details_index): each for each in given}
    known = _active_among(merchant_id, by_index)
    fresh = [each for index, each in by_index.items() if index not in known]
    written = {account_id for (account_id,) in db.fetch_all(_ADD, _columns(fresh))}
    # Somebody may have added one of them this very moment: then theirs is the account.
    lost = [bytes(each.details_index) for each in fresh if each.id not in written]
    known |= _active_among(merchant_id, lost)
    added = [each for each in fresh if each.id in written]
    known |= {bytes(each.details_index): each for each in added}
    _tell_added(added, actor, at)
    return [known[bytes(each.details_index)] for each in given]


_ADD = """
INSERT INTO payouts_bank_account (id, merchant_id, kind, holder_name, ifsc, number_sealed,
       number_masked, details_index, nickname, state, verification, registered_name, created_at)
SELECT id, merchant_id, kind, holder_name, ifsc, number_sealed, number_masked, details_index,
       '', 'active', 'unverified', '', created_at
  FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
              %s::bytea[], %s::timestamptz[])
       AS given(id, merchant_id, kind, holder_name, ifsc, number_sealed, number_masked,
                details_index, created_at)
    ON CONFLICT DO NOTHING
RETURNING id
"""


def _columns(accounts: Sequence[BankAccount]) -> list[list[object]]:
    names = (
        "id", "merchant_id", "kind", "holder_name", "ifsc", "number_sealed", "number_masked",
        "details_index", "created_at",
    )  # fmt: skip
    return [[getattr(each, name) for each in accounts] for name in names]


@db.transaction_required
def rename_bank_account(
    *, merchant_id: UUID, account_id: UUID, nickname: str, actor: Actor, at: datetime
) -> BankAccount:
    """Give it another nickname: the one thing about it that may change."""
    account = _locked(merchant_id, account_id)
    account.nickname = nickname
    account.save(update_fields=["nickname"])
    _audit(account, "rename", {"nickname": nickname}, actor, at)
    return account


@db.transaction_required
def archive_bank_account(
    *, merchant_id: UUID, account_id: UUID, actor: Actor, at: datetime
) -> BankAccount:
    """No new payout goes there. Raises BankAccountNotFound, BankAccountArchived."""
    account = _locked(merchant_id, account_id)
    if account.state == "archived":
        raise errors.BankAccountArchived
    account.state = "archived"
    account.save(update_fields=["state"])
    events.record(
        fact=BankAccountArchived(
            subject_id=account.id, merchant_id=merchant_id, label=account.number_masked
        ),
        at=at,
    )
    _audit(account, "archive", {"state": "archived"}, actor, at)
    return account


@db.transaction_required
def record_account_check(
    *, merchant_id: UUID, account_id: UUID, check: AccountCheck, actor: Actor, at: datetime
) -> BankAccount:
    """Keep what a penny drop told; a verified account ends the cool-off of its payouts."""
    account = _locked(merchant_id, account_id)
    score = name_match_score(account.holder_name, check.registered_name) if check.valid else 0
    passed = check.valid and score >= NAME_MATCHES_FROM
    account.verification = "verified" if passed else "failed"
    account.registered_name = check.registered_name
    account.name_match_score = score
    account.verified_at = at
    account.save(
        update_fields=["verification", "registered_name", "name_match_score", "verified_at"]
    )
    if passed:
        _look_again(account, at)
    events.record(
        fact=BankAccountVerified(
            subject_id=account.id,
            merchant_id=merchant_id,
            valid=check.valid,
            name_match_score=score,
        ),
        at=at,
    )
    _audit(account, "verify", {"verification": account.verification, "score": score}, actor, at)
    return account


def _look_again(account: BankAccount, at: datetime) -> None:
    """Judge its payouts anew: those that cool off, and those being judged at this very moment.

    The latter are not seen to cool off yet; whoever judges them holds their lock, and what is
    written here comes after.
    """
    waiting = Payout.objects.filter(
        bank_account=account, state=PayoutState.PENDING, due_at__isnull=False
    )
    locked = locked_payouts(waiting.values_list("id", flat=True))
    waiting.filter(id__in=locked).update(due_at=at)


def name_match_score(given: str, registered: str) -> int:
    """How well two names fit, 0 to 100: order and honorifics do not matter."""
    return round(fuzz.token_sort_ratio(_plain_name(given), _plain_name(registered)))


def _plain_name(name: str) -> str:
    return " ".join(_HONORIFICS.sub(" ", name).lower().replace(".", " ").split())


def _made(merchant_id: UUID, details: BankDetails, nickname: str, at: datetime) -> BankAccount:
    """An account as it would be written down."""
    account_id = new_id()
    number = details.vpa or details.number
    return BankAccount(
        id=account_id,
        merchant_id=merchant_id,
        kind="vpa" if details.vpa else "account",
        holder_name=details.holder_name,
        ifsc=details.ifsc,
        number_sealed=seal(number, place=NUMBER.place(account_id)),
        number_masked=mask(number),
        details_index=index_of(details),
        nickname=nickname,
        created_at=at,
    )


def index_of(details: BankDetails) -> bytes:
    """What the same account is found again by, without anybody reading its number."""
    return blind_index(details.fingerprint_source, purpose="bank_account")


def _active(merchant_id: UUID, index: bytes) -> BankAccount | None:
    return BankAccount.objects.filter(
        merchant_id=merchant_id, details_index=index, state="active"
    ).first()


def _active_among(merchant_id: UUID, indexes: Collection[bytes]) -> dict[bytes, BankAccount]:
    if not indexes:
        return {}
    rows = BankAccount.objects.raw(
        "SELECT * FROM payouts_bank_account WHERE merchant_id = %s AND state = 'active'"
        " AND details_index = ANY (%s::bytea[])",
        [merchant_id, list(indexes)],
    )
    return {bytes(row.details_index): row for row in rows}


def _locked(merchant_id: UUID, account_id: UUID) -> BankAccount:
    account = (
        BankAccount.objects.select_for_update(no_key=True)
        .filter(id=account_id, merchant_id=merchant_id)
        .first()
    )
    if account is None:
        raise BankAccountNotFound
    return account


def _tell_added(accounts: Sequence[BankAccount], actor: Actor, at: datetime) -> None:
    events.record_all(
        facts=[
            BankAccountAdded(
                subject_id=each.id, merchant_id=each.merchant_id, label=each.number_masked
            )
            for each in accounts
        ],
        at=at,
    )
    deeds = [
        _deed(each, "add", {"number": each.number_masked, "ifsc": each.ifsc}) for each in accounts
    ]
    audit.write_all(deeds=deeds, actor=actor, at=at)


def _deed(account: BankAccount, verb: str, after: dict[str, object]) -> Deed:
    return Deed(
        action=f"bank_account.{verb}",
        subject=f"bank-account/{account.id}",
        merchant_id=account.merchant_id,
        before={},
        after=after,
    )


def _audit(
    account: BankAccount, verb: str, after: dict[str, object], actor: Actor, at: datetime
) -> None:
    audit.write_all(deeds=[_deed(account, verb, after)], actor=actor, at=at)
