"""The accounts of the whole book, for whoever keeps it: their lines, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.ledger.explorer import END
from adulis.ledger.queries import book_line
from adulis.ledger.values import BookLine


@dataclass(frozen=True, slots=True)
class FoundAccount:
    id: int
    address: str
    kind: str
    currency: str
    floor_minor: int | None
    chained: bool


@dataclass(frozen=True, slots=True)
class AccountPlace:
    """Where a page of an account's lines ended: the next line is older, and left ``balance``.

    ``seen`` is what the first page could see: the same can be seen by all that follow it.
    """

    before: int
    balance_minor: int
    seen: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Lines, newest in the book first, each with the balance after it."""

    lines: tuple[BookLine, ...]
    following: AccountPlace | None


@dataclass(frozen=True, slots=True)
class Sum:
    """What all accounts of a kind hold together, and how many there are."""

    kind: str
    count: int
    balance: Money


_ACCOUNT = "SELECT id, address, kind, currency, floor_minor, chained FROM ledger_account"


def account(address: str) -> FoundAccount | None:
    """The account at ``address``; None where nobody ever posted to it."""
    row = db.fetch_row(f"{_ACCOUNT} WHERE address = %s", [address])
    return FoundAccount(*row) if row else None


def account_of_id(number: int) -> FoundAccount | None:
    """The account of this id; None where there is none."""
    row = db.fetch_row(f"{_ACCOUNT} WHERE id = %s", [number])
    return FoundAccount(*row) if row else None


def accounts_beginning(beginning: str, *, limit: int) -> list[FoundAccount]:
    """Accounts whose address begins so, by address."""
    rows = db.fetch_all(
        f"{_ACCOUNT} WHERE address ~>=~ %s AND address ~<=~ %s ORDER BY address USING ~<~ LIMIT %s",
        [beginning, beginning + END, limit],
    )
    return [FoundAccount(*row) for row in rows]


# The balance is read by the statement that reads the lines: no posting comes in between.
_PAGE = """
SELECT pg_current_snapshot()::text, ledger_balance(account.id), line.id, account.address,
       account.currency, line.sequence,
       line.amount_minor, line.balance_minor, line.at, line.recorded_at, entry.id, entry.kind,
       entry.key, entry.actor, entry.memo, entry.metadata, entry.reverses
  FROM ledger_account account
  CROSS JOIN LATERAL (
       SELECT line.* FROM ledger_line line
        WHERE line.account_id = account.id AND {lines}
        ORDER BY {number} DESC LIMIT %(limit)s) line
  JOIN ledger_entry entry ON entry.id = line.entry_id
 WHERE account.id = %(account)s ORDER BY line.{number} DESC
"""
_CHAINED = _PAGE.format(
    lines="line.sequence IS NOT NULL AND line.sequence < %(before)s", number="sequence"
)
# Lines are numbered before they are committed: one that was not there yet when the first page was
# read may stand among those of the next.
_UNCHAINED = _PAGE.format(
    lines="""line.sequence IS NULL AND line.amount_minor <> 0 AND line.id < %(before)s
          AND (%(seen)s::pg_snapshot IS NULL OR line.xid = pg_current_xact_id_if_assigned()
               OR pg_visible_in_snapshot(line.xid, %(seen)s::pg_snapshot))""",
    number="id",
)
_MOST = (1 << 63) - 1


def account_page(
    found: FoundAccount, *, after: AccountPlace | None = None, limit: int
) -> AccountPage:
    """A page of an account's lines, newest in the book first.

    A line of an account that is not chained carries no balance: it is counted down from what the
    account held when the first page was read, and later pages show what was there then.
    """
    rows = db.fetch_all(
        _CHAINED if found.chained else _UNCHAINED,
        {
            "account": found.id,
            "before": _MOST if after is None else after.before,
            "seen": None if after is None else after.seen,
            "limit": limit + 1,
        },
    )
    if not rows:
        return AccountPage((), None)
    seen, held = rows[0][:2] if after is None else (after.seen, after.balance_minor)
    running = Money(held, found.currency)
    lines: list[BookLine] = []
    for _, _, *columns in rows[:limit]:
        line = book_line(tuple(columns))
        lines.append(line if found.chained else replace(line, balance=running))
        running -= line.amount
    last = lines[-1]
    before = last.sequence if last.sequence is not None else last.id
    following = AccountPlace(before, running.minor, seen) if len(rows) > limit else None
    return AccountPage(tuple(lines), following)


# --- The trial balance ----------------------------------------------------------------------------

_NOW, _THEN = "ledger_balance(account.id)", "ledger_balance_at(account.id, %(at)s)"


def sums(at: datetime | None = None) -> list[Sum]:
    """What all accounts hold, by kind and currency, at one moment: now, or as the book said it at a
    past moment of *recorded* time.
    """
    rows = db.fetch_all(
        f"SELECT kind, currency, count(*), sum({_NOW if at is None else _THEN})"  # noqa: S608
        " FROM ledger_account account GROUP BY kind, currency ORDER BY kind, currency",
        {"at": at},
    )
    return [Sum(kind, count, Money(int(minor), currency)) for kind, currency, count, minor in rows]


def balances_by_address(
    *,
    at: datetime | None = None,
    kind: str = "",
    currency: str = "",
    after: str = "",
    limit: int | None = None,
) -> list[tuple[str, str, Money]]:
    """(address, kind, balance) of accounts, by address, after one of them; all at one moment."""
    rows = db.fetch_all(
        f"SELECT account.address, account.kind, account.currency, {_NOW if at is None else _THEN}"  # noqa: S608
        "  FROM (SELECT id, address, kind, currency FROM ledger_account"
        "         WHERE address > %(after)s AND (%(kind)s = '' OR kind = %(kind)s)"
        "           AND (%(currency)s = '' OR currency = %(currency)s)"
        "         ORDER BY address LIMIT %(limit)s) account ORDER BY account.address",
        {"at": at, "kind": kind, "currency": currency, "after": after, "limit": limit},
    )
    return [(address, of, Money(minor, ccy)) for address, of, ccy, minor in rows]
