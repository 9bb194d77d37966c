"""Many payouts with all that belongs to them: ``python -m bench.backoffice_world <payouts>``.

Run with the environment of a stage and ``SUPERUSER_URL``. One payout of each end is made by the
platform's own verbs; all others are copies of its rows with names, days and places of their own,
written past triggers and foreign keys, since making a million by the verbs would take a night. What
the pages look at fits together: chains and balances of the ledger, days, references, subjects.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

import psycopg  # noqa: E402 - Django comes first

from adulis.gateways.values import Verdict  # noqa: E402
from adulis.kernel import db  # noqa: E402
from adulis.ledger import tasks as ledger  # noqa: E402
from adulis.payouts import actions  # noqa: E402
from adulis.reports import tasks as reports  # noqa: E402
from tests.words import said, started  # noqa: E402
from tests.world import Shop, a_shop  # noqa: E402

PER_MERCHANT = 500
SHARE = 20_000
ROLLED_EVERY = 5
DAYS = 365
AMOUNT, FEE, TAX = 60_000, 1_000, 180
WHOLE = AMOUNT + FEE + TAX
PLENTY = 10**12
UNDER_WAY, IN_DOUBT, OPEN_CASES = 200, 20, 50

_NAMES = """
CREATE FUNCTION bench_id(at timestamptz, n bigint, salt int) RETURNS uuid LANGUAGE sql IMMUTABLE
AS $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
              || lpad(to_hex(salt), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid $$;
CREATE FUNCTION bench_merchant(m bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
AS $$ SELECT bench_id('2020-01-01Z', m, 1) $$;
CREATE FUNCTION bench_account(m bigint, kind text) RETURNS bigint LANGUAGE sql IMMUTABLE
AS $$ SELECT ledger_account_id('merchant/' || bench_merchant(m) || '/' || kind || '/INR') $$;
"""
# Payout n is number j of merchant m. What becomes of it depends on the merchant but for the last,
# so that the place and balance of each of its lines is known without reading the one before;
# ``tail`` is the merchant's first payout that is under way.
_SHARE = """
CREATE TEMPORARY TABLE share ON COMMIT DROP AS
SELECT n, m, j, state, at, id, merchant_id, account_id, tail, available, held,
       at + (3 + n % 40) * interval '1 second' AS ended,
       state = 'completed' AND at < %(now)s::timestamptz - interval '2 days' AS settled
  FROM (SELECT n, n % %(merchants)s AS m, n / %(merchants)s AS j,
               (%(payouts)s - %(under_way)s - n % %(merchants)s + %(merchants)s - 1)
                   / %(merchants)s AS tail,
               CASE WHEN n % %(merchants)s % 16 = 7 THEN 'failed'
                    WHEN n % %(merchants)s % 100 = 13 THEN 'cancelled'
                    WHEN n >= %(payouts)s - %(under_way)s THEN 'processing'
                    ELSE 'completed' END AS state,
               %(now)s::timestamptz - (%(payouts)s - n) * interval '%(days)s days' / %(payouts)s
                   AS at
          FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n) AS numbered
       JOIN merchant_accounts USING (m),
       LATERAL (SELECT bench_id(at, n, 2) AS id, bench_merchant(m) AS merchant_id,
                       bench_id('2020-01-01Z', m, 3) AS account_id) AS named
"""
# Their ids are hashes, which take longer than the lines.
_ACCOUNTS = """
CREATE TEMPORARY TABLE merchant_accounts AS
SELECT m, bench_account(m, 'available') AS available, bench_account(m, 'held') AS held
  FROM generate_series(0::bigint, %(merchants)s - 1) AS m
"""
_LINES = """
INSERT INTO ledger_line (entry_id, position, account_id, sequence, amount_minor, balance_minor,
                         at, recorded_at)
SELECT bench_id(share.at, n, entry), position, account, sequence, minor, balance, moved, moved
  FROM share, LATERAL (
    SELECT 4 AS entry, 1 AS position, available AS account,
           CASE WHEN state IN ('failed', 'cancelled') THEN 2 * j + 2 ELSE j + 2 END AS sequence,
           -%(whole)s AS minor,
           CASE WHEN state IN ('failed', 'cancelled') THEN %(plenty)s - %(whole)s
                ELSE %(plenty)s - %(whole)s * (j + 1) END AS balance, share.at AS moved
    UNION ALL
    SELECT 4, 2, held,
           CASE WHEN state = 'processing' THEN 4 * tail + j - tail + 1
                WHEN state = 'completed' THEN 4 * j + 1 ELSE 2 * j + 1 END,
           %(whole)s,
           CASE WHEN state = 'processing' THEN %(whole)s * (j - tail + 1) ELSE %(whole)s END,
           share.at
    UNION ALL
    SELECT 5, (array[1, 3, 5])[part], held, 4 * j + 1 + part,
           -(array[%(amount)s, %(fee)s, %(tax)s])[part],
           (array[%(whole)s - %(amount)s, %(tax)s, 0])[part], ended
      FROM generate_series(1, 3) AS part WHERE state = 'completed'
    UNION ALL
    SELECT 5, (array[2, 4, 6])[part],
           (array[%(clearing)s, %(fees)s, %(taxes)s])[part], NULL,
           (array[%(amount)s, %(fee)s, %(tax)s])[part], NULL, ended
      FROM generate_series(1, 3) AS part WHERE state = 'completed'
    UNION ALL
    SELECT 5, part, CASE part WHEN 1 THEN held ELSE available END,
           CASE part WHEN 1 THEN 2 * j + 2 ELSE 2 * j + 3 END,
           CASE part WHEN 1 THEN -%(whole)s ELSE %(whole)s END,
           CASE part WHEN 1 THEN 0 ELSE %(plenty)s END, ended
      FROM generate_series(1, 2) AS part WHERE state IN ('failed', 'cancelled')
    UNION ALL
    SELECT 6, part, CASE part WHEN 1 THEN %(clearing)s ELSE %(nostro)s END, NULL,
           CASE part WHEN 1 THEN -%(amount)s ELSE %(amount)s END, NULL,
           share.at + interval '1 day'
      FROM generate_series(1, 2) AS part WHERE settled) AS line
 ORDER BY n, entry, position
"""
_CALLBACKS = """
INSERT INTO gateways_callback (id, speaker, bank, event_id, type, reference, effect, body_sealed,
                               body_digest, received_at, state, note, applied_at, claim_count)
SELECT bench_id(at, n, 7), 'bank', 'simbank', 'evt-' || n, 'payment.' || state, 'bench-' || n,
       state || n, '', sha256(n::text::bytea), ended, 'applied', '', ended, 1
  FROM share WHERE state IN ('completed', 'failed')
"""
_CASES = """
INSERT INTO cases_case (id, kind, key, subject, merchant_id, state, evidence, opened_at,
                        proposed_decision, proposed_by, proposed_details, decision, decided_by,
                        closed_at)
SELECT bench_id(at, n, 8), 'in_doubt', 'bench/' || n, 'payout/' || id, merchant_id,
       CASE WHEN is_open THEN 'open' ELSE 'closed' END, '{}', at, CASE WHEN is_open THEN ''
       ELSE 'keep_asking' END, CASE WHEN is_open THEN '' ELSE 'operator:a' END, '{}',
       CASE WHEN is_open THEN '' ELSE 'keep_asking' END,
       CASE WHEN is_open THEN '' ELSE 'operator:b' END, CASE WHEN is_open THEN NULL ELSE ended END
  FROM share, LATERAL (SELECT n >= %(payouts)s - 500 * %(open_cases)s AS is_open) AS stands
 WHERE n % 500 = 499
"""


class World:
    """Where copies are written, as whoever may write past triggers."""

    def __init__(self, connection: psycopg.Connection[Any], payouts: int) -> None:
        self.connection = connection
        self.payouts = payouts
        self.merchants = max(20, payouts // PER_MERCHANT)
        connection.execute(_NAMES)
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        ours = {
            "clearing": "bank/simbank/clearing/INR",
            "nostro": "bank/simbank/nostro/INR",
            "fees": "platform/fees/INR",
            "taxes": "platform/tax/INR",
        }
        for kind in ("fees", "tax"):  # without a tariff nothing was earned so far
            connection.execute(
                "INSERT INTO ledger_account (id, address, currency, kind, chained) SELECT"
                " ledger_account_id(address), address, 'INR', %(kind)s, false"
                " FROM (SELECT 'platform/' || %(kind)s || '/INR' AS address) AS own"
                " ON CONFLICT DO NOTHING",
                {"kind": kind},
            )
        self.given = {
            "payouts": payouts, "merchants": self.merchants, "under_way": UNDER_WAY, "days": DAYS,
            "now": db.clock() - timedelta(minutes=1), "amount": AMOUNT, "fee": FEE, "tax": TAX,
            "whole": WHOLE, "plenty": PLENTY, "open_cases": OPEN_CASES,
        } | {name: self._account(address) for name, address in ours.items()}  # fmt: skip

    def _account(self, address: str) -> int:
        row = self.connection.execute("SELECT ledger_account_id(%s)", [address]).fetchone()
        assert row is not None
        return int(row[0])

    def run(self, statement: str, **more: Any) -> None:
        given = self.given | more
        written = statement
        for name in sorted(given, key=len, reverse=True):
            value = given[name]
            said_as = f"'{value.isoformat()}'" if hasattr(value, "isoformat") else str(value)
            written = written.replace(f"%({name})s", said_as)
        self.connection.execute(written)

    def copy(self, table: str, model: str, source: str, **over: str) -> None:
        """Rows of ``table`` that ``model`` selects, once for each row of ``source``."""
        found = self.connection.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND column_name <> 'xid'"
            "   AND NOT (column_name = 'id' AND data_type = 'bigint' AND NOT %s)"
            " ORDER BY ordinal_position",
            [table, "id" in over],
        ).fetchall()
        names = [name for (name,) in found]
        picked = ", ".join(over.get(name, f"model.{name}") for name in names)
        self.run(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {picked}"
            f" FROM {source}, (SELECT * FROM {table} WHERE {model}) AS model"
        )


_CREDITS = """
WITH booked AS (
    INSERT INTO ledger_entry (id, kind, key, at, recorded_at, actor, memo, metadata, digest)
    SELECT bench_id('2020-01-01Z', m, 12), 'bank_transfer_credited', 'bench/credit/' || m,
           began, began, 'bank:simbank', '', '{}', sha256(m::text::bytea)
      FROM generate_series(0::bigint, %(merchants)s - 1) AS m,
           LATERAL (SELECT %(now)s::timestamptz - interval '400 days' AS began) AS long_ago
    RETURNING id, at)
INSERT INTO ledger_line (entry_id, position, account_id, sequence, amount_minor, balance_minor,
                         at, recorded_at)
SELECT bench_id('2020-01-01Z', m, 12), part,
       CASE part WHEN 1 THEN %(nostro)s ELSE bench_account(m, 'available') END,
       CASE part WHEN 2 THEN 1 END, CASE part WHEN 1 THEN -%(plenty)s ELSE %(plenty)s END,
       CASE part WHEN 2 THEN %(plenty)s END, began, began
  FROM generate_series(0::bigint, %(merchants)s - 1) AS m, generate_series(1, 2) AS part,
       LATERAL (SELECT %(now)s::timestamptz - interval '400 days' AS began) AS long_ago
"""


def models(shop: Shop) -> dict[str, Any]:
    """A payout of each end, made by the verbs."""
    made = {}
    for state, verdict in (("completed", Verdict.SUCCESS), ("failed", Verdict.REFUSED)):
        made[state] = shop.pay_out(AMOUNT)
        said(started(made[state]), verdict)
    made["cancelled"] = shop.pay_out(AMOUNT)
    with db.transaction():
        actions.cancel_payout(
            merchant_id=shop.id, payout_id=made["cancelled"].id, actor=shop.actor, at=db.clock()
        )
    made["processing"] = shop.pay_out(AMOUNT)
    said(started(made["processing"]), Verdict.UNKNOWN)
    return {state: payout.id for state, payout in made.items()}


def merchants(world: World, shop: Shop) -> None:
    """All of them, each with an owner, a bank account, and plenty of money since a year ago."""
    source = f"generate_series(0::bigint, {world.merchants - 1}) AS m"
    world.copy(
        "identity_merchant", f"id = '{shop.id}'", source,
        id="bench_merchant(m)", name="'Merchant ' || m",
    )  # fmt: skip
    world.copy(
        "identity_user", f"id = '{shop.owner_id}'", source,
        id="bench_id('2020-01-01Z', m, 9)", email="'owner' || m || '@example.com'",
        name="'Owner ' || m",
    )  # fmt: skip
    world.copy(
        "identity_membership", f"merchant_id = '{shop.id}'", source,
        id="bench_id('2020-01-01Z', m, 10)", merchant_id="bench_merchant(m)",
        user_id="bench_id('2020-01-01Z', m, 9)",
    )  # fmt: skip
    world.copy(
        "payouts_bank_account", f"id = '{shop.accounts[0].id}'", source,
        id="bench_id('2020-01-01Z', m, 3)", merchant_id="bench_merchant(m)",
    )  # fmt: skip
    for kind in ("available", "held"):
        world.copy(
            "ledger_account", f"address = 'merchant/{shop.id}/{kind}/INR'", source,
            id=f"bench_account(m, '{kind}')",
            address=f"'merchant/' || bench_merchant(m) || '/{kind}/INR'",
        )  # fmt: skip
    world.run(_CREDITS)
    world.run(_ACCOUNTS)


def main() -> None:
    """Everything, in shares that are committed one by one."""
    payouts = int(sys.argv[1])
    shop = a_shop("Model", paise=100_000_000)
    ends = models(shop)
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as connection:
        world = World(connection, payouts)
        merchants(world, shop)
        for number, first in enumerate(range(0, payouts, SHARE)):
            with connection.transaction():
                world.run(_SHARE, first=first, last=min(payouts, first + SHARE) - 1)
                share(world, ends)
            if number % ROLLED_EVERY == ROLLED_EVERY - 1:
                ledger.roll_checkpoints()
                reports.sum_flows()
        ledger.roll_checkpoints()
        while reports.sum_flows():
            pass
        connection.execute("VACUUM ANALYZE")
    print(json.dumps({state: str(each) for state, each in ends.items()}))


def share(world: World, ends: dict[str, Any]) -> None:
    """One share of payouts, with what was tried, said, told, noted and booked of each."""
    for state, model in ends.items():
        named = (
            "(SELECT n, id AS new_id, merchant_id AS whose, account_id AS where_to, at AS begun,"
            f" ended, settled FROM share WHERE state = '{state}') AS share"
        )
        doubtful = (
            f"CASE WHEN model.state = 'in_doubt' AND n < {world.payouts} - {IN_DOUBT}"
            " THEN 'accepted' ELSE model.state END"
        )
        ended = "CASE WHEN model.finished_at IS NULL THEN NULL ELSE ended END"
        world.copy(
            "payouts_payout", f"id = '{model}'", named,
            id="new_id", merchant_id="whose", bank_account_id="where_to", created_at="begun",
            started_at="CASE WHEN model.started_at IS NULL THEN NULL ELSE begun END",
            finished_at=ended, due_at="NULL", lease_until="NULL", intent_id="NULL",
            reference="'order ' || n", expected_by="begun + interval '1 hour'",
        )  # fmt: skip
        world.copy(
            "payouts_attempt", f"payout_id = '{model}'", named,
            id="bench_id(begun, n, 11)", payout_id="new_id", reference="'bench-' || n",
            created_at="begun", sent_at="begun", finished_at=ended, due_at="NULL",
            lease_until="NULL", utr="'U' || n",
            settled_at="CASE WHEN settled THEN ended END",
            state=doubtful,
        )  # fmt: skip
        world.copy(
            "payouts_evidence", f"payout_id = '{model}'", named, payout_id="new_id", at="ended"
        )
        world.copy(
            "events_event", f"subject = 'payout/{model}'", named,
            subject="'payout/' || new_id", merchant_id="whose", at="ended",
        )  # fmt: skip
        world.copy(
            "audit_record", f"subject = 'payout/{model}'", named,
            subject="'payout/' || new_id", merchant_id="whose", at="ended",
        )  # fmt: skip
        for salt, what in ((4, "held"), (5, "completed"), (5, "released")):
            world.copy(
                "ledger_entry", f"key = 'payout/{model}/{what}'", named,
                id=f"bench_id(begun, n, {salt})", key=f"'payout/' || new_id || '/{what}'",
                at="begun" if what == "held" else "ended",
                recorded_at="begun" if what == "held" else "ended",
            )  # fmt: skip
    world.run(_SETTLED)
    world.run(_LINES)
    world.run(_CALLBACKS)
    world.run(_CASES)


_SETTLED = """
INSERT INTO ledger_entry (id, kind, key, at, recorded_at, actor, memo, metadata, digest)
SELECT bench_id(at, n, 6), 'payout_settled', 'statement/simbank/bench-' || n,
       at + interval '1 day', at + interval '1 day', 'system:reconciliation', '', '{}',
       sha256(n::text::bytea)
  FROM share WHERE settled
"""

if __name__ == "__main__":
    main()
