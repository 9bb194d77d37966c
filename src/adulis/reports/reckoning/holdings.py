"""What is held when the period ends: escrow by its age, and all of clients' money beside ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from adulis.reports.reckoning.book import MOST_BEHIND
from adulis.reports.values import (
    ASSETS,
    CLIENTS,
    OWN,
    Behind,
    Column,
    Figure,
    Read,
    Reckoning,
    Row,
    Scope,
)

# A disputed part lies in an account of its own, by the name of its dispute.
_ESCROW = """
WITH held AS MATERIALIZED (
    SELECT account.id, account.kind, account.currency,
           split_part(account.address, '/', 2)::uuid AS thing,
           ledger_balance_at(account.id, %(last)s) AS minor
      FROM ledger_account account WHERE account.kind IN ('escrow', 'dispute')),
parts AS (
    SELECT coalesce(dispute.milestone_id, held.thing) AS milestone_id, held.currency,
           coalesce(sum(held.minor) FILTER (WHERE held.kind = 'escrow'), 0)::bigint AS in_escrow,
           coalesce(sum(held.minor) FILTER (WHERE held.kind = 'dispute'), 0)::bigint AS disputed
      FROM held
      LEFT JOIN disputes_dispute dispute ON held.kind = 'dispute' AND dispute.id = held.thing
     WHERE held.minor <> 0 GROUP BY 1, 2)
SELECT parts.milestone_id, agreement.subject, milestone.title, milestone.state, parts.currency,
       (SELECT min(line.recorded_at) FROM ledger_line line JOIN ledger_account account
            ON account.id = line.account_id
         WHERE account.address = 'escrow/' || parts.milestone_id || '/' || parts.currency),
       parts.in_escrow, parts.disputed
  FROM parts
  JOIN escrow_milestone milestone ON milestone.id = parts.milestone_id
  JOIN escrow_agreement agreement ON agreement.id = milestone.agreement_id
 WHERE %(merchant_id)s::uuid IS NULL
    OR %(merchant_id)s::uuid IN (agreement.buyer_id, agreement.seller_id)
 ORDER BY 6, 1, 5
"""
# Days, and what is said of money that is not older than that.
_AGES = ((7, "a week"), (30, "a month"), (90, "three months"))
_OLDER = "longer"

_KINDS = """
SELECT account.kind, account.currency, count(*),
       sum(ledger_balance_at(account.id, %(last)s))::bigint
  FROM ledger_account account WHERE account.kind = ANY (%(kinds)s)
 GROUP BY account.kind, account.currency ORDER BY account.currency, account.kind
"""
_ACCOUNTS = """
SELECT account.id, ledger_balance_at(account.id, %(last)s) AS minor
  FROM ledger_account account
 WHERE account.kind = %(account)s AND account.currency = %(currency)s
 ORDER BY abs(ledger_balance_at(account.id, %(last)s)) DESC, account.id LIMIT %(most)s
"""


def _escrow(read: Read, scope: Scope) -> list[Row]:
    rows = read(_ESCROW, scope.params)
    return [
        Row(
            (about, title, state, since.astimezone(scope.zone).date().isoformat(),
             *_age(since, scope.end), currency, in_escrow, disputed),
            place=f"milestone/{milestone_id}",
        )
        for milestone_id, about, title, state, currency, since, in_escrow, disputed in rows
    ]  # fmt: skip


def _age(since: datetime, end: datetime) -> tuple[int, str]:
    """Whole days until the end, and in which class that is."""
    days = (end - since).days
    return days, next((said for most, said in _AGES if days <= most), _OLDER)


def _clients(read: Read, scope: Scope) -> list[Row]:
    return [
        Row(("clients", kind, currency, count, minor, 0, 0))
        for kind, currency, count, minor in _balances(read, scope, CLIENTS)
    ]


def _assets(read: Read, scope: Scope) -> list[Row]:
    return [
        Row(("assets", kind, currency, count, 0, -minor, 0))
        for kind, currency, count, minor in _balances(read, scope, ASSETS)
    ]


def _own(read: Read, scope: Scope) -> list[Row]:
    return [
        Row(("platform", kind, currency, count, 0, 0, minor))
        for kind, currency, count, minor in _balances(read, scope, OWN)
    ]


def _balances(read: Read, scope: Scope, kinds: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return read(_KINDS, {**scope.params, "kinds": list(kinds)})


def _accounts(read: Read, scope: Scope, told: Mapping[str, Any]) -> list[Behind]:
    rows = read(_ACCOUNTS, {**scope.params, **told, "most": MOST_BEHIND})
    return [Behind(f"account/{each}", None, minor, told["currency"]) for each, minor in rows]


def _money(name: str, title: str) -> Column:
    return Column(name, title, Figure.MONEY, is_summed=True)


ESCROW_AGEING = Reckoning(
    columns=(
        Column("about", "About"),
        Column("milestone", "Milestone"),
        Column("state", "Stands"),
        Column("since", "Since", Figure.DAY),
        Column("days", "Days", Figure.COUNT),
        Column("age", "Not longer than"),
        Column("currency", "Currency"),
        _money("in_escrow_minor", "In escrow"),
        _money("disputed_minor", "In dispute"),
    ),
    parts=(_escrow,),
)
# What is owed to clients and what is the platform's own is together what is held.
SAFEGUARDING = Reckoning(
    columns=(
        Column("side", "Whose"),
        Column("account", "Account"),
        Column("currency", "Currency"),
        Column("accounts", "Accounts", Figure.COUNT, is_summed=True),
        _money("clients_minor", "Owed to clients"),
        _money("assets_minor", "At bank and gateway"),
        _money("own_minor", "The platform's own"),
    ),
    parts=(_clients, _assets, _own),
    behind=_accounts,
)
