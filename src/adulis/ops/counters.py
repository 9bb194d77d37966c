"""Whether the server has counted as many transactions as what is in the database knows of.

Lines of the ledger, checkpoints, marks and facts bear numbers of transactions. A dump keeps them,
and a server that is new counts from the beginning: what is written there would count as older than
a checkpoint that came with the dump, and balances would leave it out. Nothing but moving the
server's counter mends that, and only before anything is written.
"""

from __future__ import annotations

from dataclasses import dataclass

from adulis.kernel import db

# The first number that none of what is read here can bear.
_COUNTED = """
SELECT greatest(pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
                coalesce(pg_current_xact_id_if_assigned()::text::bigint + 1, 0)) AS next
"""
# Of each table the first number that its server had not given out, by an index.
_RECORDED = {
    "ledger_checkpoint": """
        (SELECT next_xid::text::bigint FROM ledger_checkpoint ORDER BY id DESC LIMIT 1)""",
    "ledger_seal": "(SELECT through_xid FROM ledger_seal ORDER BY number DESC LIMIT 1)",
    "ledger_entry": """
        (SELECT max(xid::text::bigint) + 1 FROM ledger_entry, counted
          WHERE (xid::text::bigint) >= counted.next)""",
    "events_event": """
        (SELECT xid::text::bigint + 1 FROM events_event ORDER BY xid DESC, id DESC LIMIT 1)""",
    "reports_flow_mark": "(SELECT through_xid FROM reports_flow_mark)",
}
_IN_AN_EPOCH = 1 << 32


@dataclass(frozen=True, slots=True)
class Behind:
    """The server's next transaction is number ``counted``; ``recorded`` has been one already."""

    counted: int
    recorded: int

    @property
    def says(self) -> str:
        return (
            f"the server is at transaction {self.counted}, and what is in the database was written"
            f" up to {self.recorded}: it is a dump from another server. What is written now would"
            " count as older than that, and balances would leave it out"
        )

    @property
    def remedy(self) -> str:
        """The epoch alone is moved: what rows and ``pg_xact`` are numbered by stays as it is."""
        epoch = self.recorded // _IN_AN_EPOCH + 1
        return (
            "Before anything is written, stop the server and move its counter:"
            f" pg_resetwal --epoch={epoch} -D <its data directory>."
            " See docs/backup.md, A dump into another server."
        )


def behind() -> Behind | None:
    """None where the server counts on from what was recorded, or nothing was."""
    there = [
        recorded
        for table, recorded in _RECORDED.items()
        if db.fetch_value("SELECT to_regclass(%s) IS NOT NULL", [table])
    ]
    if not there:
        return None
    row = db.fetch_row(
        f"WITH counted AS ({_COUNTED})"  # noqa: S608 - our own words
        f" SELECT counted.next, greatest({', '.join(there)}) FROM counted"
    )
    assert row is not None
    counted, recorded = row
    return Behind(counted, recorded) if recorded is not None and recorded > counted else None
