"""Work that is due: a table is its own queue.

A row with ``due_at`` in the past is claimed by exactly one worker for the length of a lease. The
claim is committed *before* the work, with its counter, so a row that kills every worker that
touches it is seen to do so. ``claim_count`` is also the fence: whoever comes back after the lease
ran out finds another number there and must not write.

A queue table has the columns ``id``, ``due_at``, ``lease_until`` and ``claim_count``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from adulis.kernel import db

# Measured: claims that crash the worker this often are not bad luck.
POISON_AFTER_CLAIMS = 5


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that is ours until the lease runs out; ``fence`` goes into every write about it."""

    id: UUID
    fence: int

    @property
    def is_poison(self) -> bool:
        return self.fence > POISON_AFTER_CLAIMS


def give_back(table: str, claims: Sequence[Claim]) -> None:
    """A lock of somebody else's was in the way: the rows are due again, as if nobody had come.

    Otherwise a wallet that is busy five times would make its owner's rows look like poison.
    """
    db.execute(
        f"""
        UPDATE {table} AS row SET lease_until = NULL, claim_count = row.claim_count - 1
          FROM unnest(%s::uuid[], %s::int[]) AS given(id, fence)
         WHERE row.id = given.id AND row.claim_count = given.fence
        """,  # noqa: S608 - a constant of the calling module
        [[each.id for each in claims], [each.fence for each in claims]],
    )


def claim(table: str, *, limit: int, lease_seconds: int, only: str = "true") -> list[Claim]:
    """Claim up to ``limit`` due rows of ``table``, oldest first; commits by itself.

    A row that was claimed before and not finished is claimed alone, so that whatever killed its
    worker takes nobody else along next time; it is the oldest one, so it is never passed over.
    ``table`` and ``only`` (a further SQL condition) are constants of the calling module.
    """
    db.forbid_transaction()
    rows = db.fetch_all(
        f"""
        WITH moment AS MATERIALIZED (SELECT adulis_clock() AS now),
             waiting AS MATERIALIZED (
                 SELECT id, due_at, claim_count FROM {table}
                  WHERE due_at <= (SELECT now FROM moment)
                    AND (lease_until IS NULL OR lease_until <= (SELECT now FROM moment))
                    AND {only}
                  ORDER BY due_at, id LIMIT %s
                  FOR NO KEY UPDATE SKIP LOCKED),
             oldest AS (SELECT id, claim_count FROM waiting ORDER BY due_at, id LIMIT 1)
        UPDATE {table} AS row
           SET lease_until = (SELECT now FROM moment) + make_interval(secs => %s),
               claim_count = row.claim_count + 1
          FROM waiting, oldest
         WHERE row.id = waiting.id
           AND CASE WHEN oldest.claim_count > 0 THEN waiting.id = oldest.id
                    ELSE waiting.claim_count = 0 END
        RETURNING row.id, row.claim_count
        """,  # noqa: S608 - constants, see above
        [limit, lease_seconds],
    )
    return [Claim(*row) for row in rows]
