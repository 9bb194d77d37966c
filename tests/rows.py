"""Everything in the database, told briefly: to show that a refusal or a repetition changed nothing.

before = everything()
with pytest.raises(InsufficientFunds):
    shop.pay_out(60_000)
assert changed_since(before) == {}
"""

from __future__ import annotations

from adulis.kernel import db

# A visit may be remembered although nothing was done.
_BESIDE_THE_POINT = ("api_throttle", "django_migrations")

Everything = dict[str, tuple[int, str]]


def everything() -> Everything:
    """How many rows each table has, and a digest of all of them."""
    tables = [
        name
        for (name,) in db.fetch_all(
            "SELECT relname::text FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'SELECT') ORDER BY relname"
        )
        if name not in _BESIDE_THE_POINT
    ]
    told = " UNION ALL ".join(
        f"SELECT '{name}', count(*),"
        f" coalesce(md5(string_agg(row::text, '|' ORDER BY row::text)), '') FROM {name} AS row"
        for name in tables
    )
    return {name: (count, digest) for name, count, digest in db.fetch_all(told)}


def changed_since(before: Everything, *but: str) -> dict[str, int]:
    """Tables whose rows differ from ``before``, but for those named: how many rows they gained."""
    now = everything()
    return {
        name: now[name][0] - before[name][0]
        for name in now
        if now[name] != before[name] and name not in but
    }
