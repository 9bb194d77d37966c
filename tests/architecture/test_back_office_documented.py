"""``docs/back-office.md`` has every page, what it is for, and who works at it."""

from __future__ import annotations

from adulis.backoffice.home import QUEUES
from adulis.identity.values import OperatorRole
from tests.architecture.source import REPOSITORY

COLUMNS = (
    OperatorRole.SUPPORT,
    OperatorRole.COMPLIANCE,
    OperatorRole.FINANCE,
    OperatorRole.ADMIN,
)


def test_the_table_of_pages_is_what_the_first_page_has() -> None:
    told = (REPOSITORY / "docs/back-office.md").read_text("utf-8").splitlines()
    table = [line for line in told if line.startswith("| ")]
    assert table[0] == f"| page | for | {' | '.join(COLUMNS)} |"
    assert table[1:] == [
        f"| {each.title} | {each.what} | "
        + " | ".join("✓" if role in each.roles else "" for role in COLUMNS)
        + " |"
        for each in QUEUES
    ]
