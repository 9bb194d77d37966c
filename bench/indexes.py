"""What an index of the ledger costs a posting: with it and without it, in turn, on one server."""

from __future__ import annotations

from statistics import median

from bench.ledger import run
from bench.report import Table
from bench.stage import stage

SIZES = (1, 1_000)
INDEX = "ledger_entry_kind_at_idx"


def measure() -> Table:
    with stage() as made:
        told = run(made, "index", INDEX)
    rows = [
        (
            f"{size:,}",
            what,
            *(f"{median(seen[way]):,.{digits}f}" for way in ("with", "without")),
            f"{median(_ratios(seen)):.2f}",
            f"{min(_ratios(seen)):.2f} to {max(_ratios(seen)):.2f}",
        )
        for size in SIZES
        for what, key, digits in (
            ("transfers/s", "per_second", 0),
            ("database CPU each, µs", "database_us", 1),
            ("WAL each, bytes", "wal_bytes", 0),
        )
        for seen in (told[str(size)][key],)
    ]
    return Table(
        f"What the index {INDEX} costs a posting (holds)",
        ("entries per batch", "what", "with it", "without it", "ratio", "of each round"),
        rows,
        note=(
            f"Medians of {told['rounds']} rounds, each of which posted the same number with the"
            " index and without it, one right after the other. Between them it is dropped, or made"
            f" again over all there is: {told['entries']:,} entries in the end, of which it took"
            f" {told['index_bytes'] / told['entries']:.0f} bytes each. Balances, lines and their"
            " own indexes are written either way. Transfers a second follow whatever else"
            " the machine does: read them where it does nothing else."
        ),
    )


def _ratios(seen: dict[str, list[float]]) -> list[float]:
    return [one / other for one, other in zip(seen["with"], seen["without"], strict=True)]
