"""What a program sends by itself, and how: composed here, written with the change it tells of."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from simulators.ground import chance
from simulators.ground.plans import Signing, TellingPlan

# The body of one delivery, by its event id and type.
Body = Callable[[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Notice:
    """One delivery to make: ``body`` under ``event_id`` at ``due_ms``."""

    event_id: str
    type: str
    body: bytes
    signing: str
    due_ms: int


@dataclass(frozen=True, slots=True)
class Mailing:
    """Who is told of what happened ``at_ms``, and when; ``lost``: written down, never sent."""

    subject: str
    payment_id: int | None
    at_ms: int
    due_ms: int
    seed: int
    lost: bool


def compose(
    kind: str,
    plan: TellingPlan,
    mailing: Mailing,
    *,
    identity: str,
    opposites: Mapping[str, str],
    body: Body,
) -> Iterator[Notice]:
    """The deliveries that tell one fact, in the order they are to be made. Pure.

    ``identity`` makes the event id: the same fact told again under the same one is a copy.
    """
    due_ms = mailing.due_ms + round(plan.delay_seconds * 1000)

    def notice(event_id: str, said: str, signing: str) -> Notice:
        whole = body(event_id, said)
        told = whole[: len(whole) // 2] if plan.malformed else whole
        return Notice(event_id, said, told, signing, due_ms)

    if plan.forged and kind in opposites:
        yield notice(f"evt_{identity}F", opposites[kind], Signing.BAD)
    for event_id in [f"evt_{identity}"] * plan.copies + [
        f"evt_{identity}T{number}" for number in range(plan.twins)
    ]:
        yield notice(event_id, plan.says or kind, plan.signing)


def addressed(
    db: sqlite3.Connection, kind: str, plan: TellingPlan, mailing: Mailing
) -> tuple[Mailing, str]:
    """The mailing as it will be made, and the identity of the fact it tells."""
    told_before = db.execute(
        "SELECT COUNT(*) FROM callbacks WHERE subject = ?", (mailing.subject,)
    ).fetchone()[0]
    identity = chance.token(20, mailing.seed, "event", mailing.subject, kind, told_before)
    if not told_before and plan.first_delay_seconds:
        late_ms = round(plan.first_delay_seconds * 1000)
        mailing = replace(mailing, due_ms=mailing.due_ms + late_ms)
    return replace(mailing, lost=mailing.lost or plan.lost), identity


def write(db: sqlite3.Connection, mailing: Mailing, notices: Iterable[Notice]) -> None:
    """Write down what will be sent, in the transaction that made it a fact."""
    state = "lost" if mailing.lost else "waiting"
    db.executemany(
        "INSERT INTO callbacks (event_id, type, subject, payment_id, signing, body, state, due_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                each.event_id,
                each.type,
                mailing.subject,
                mailing.payment_id,
                each.signing,
                each.body,
                state,
                each.due_ms,
            )
            for each in notices
        ],
    )
