"""A consumer to be killed: ``python -m tests.consumers <how> <where it dies> <file>``.

``inside`` acts in the database, in the transaction that advances: a line in the table ``acted``.
``outside`` acts on the world, between two transactions: a line in ``file``. It dies by SIGKILL at
the second batch, or goes on until there is nothing left.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import django

POINTS = ("taken", "acted", "advanced", "committed")
BATCH = 3


def main(how: str, dies_at: str, file: Path) -> None:
    django.setup()
    from adulis.events import actions
    from adulis.events.values import Batch, Consumer
    from adulis.kernel import db

    consumer = Consumer("tests", from_beginning=True)
    batches = 0

    def reach(point: str) -> None:
        if point == dies_at and batches == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    def act(batch: Batch) -> None:
        for fact in batch.facts:
            what = fact.payload["what"]
            if how == "inside":
                db.execute("INSERT INTO acted (what) VALUES (%s)", [what])
            else:
                with file.open("a") as world:
                    world.write(f"{what}\n")
        reach("acted")

    def advance(batch: Batch) -> None:
        actions.advance(batch=batch, at=db.clock())
        reach("advanced")

    while True:
        batches += 1
        with db.transaction():
            batch = actions.next_batch(consumer=consumer, limit=BATCH, at=db.clock())
            reach("taken")
            if batch is not None and how == "inside":
                act(batch)
                advance(batch)
        if batch is None or not batch.facts:
            return
        if how == "outside":
            act(batch)
            with db.transaction():
                advance(batch)
        reach("committed")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
