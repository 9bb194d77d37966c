"""The ledger's pages in the back office: where they are, what stands on them, and who looked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from adulis.audit.models import AuditRecord
from tests.world import BANK

LEDGER, TRIAL = "/admin/ledger/", "/admin/trial-balance/"
NOSTRO = f"bank/{BANK}/nostro/INR"


def entry_place(entry_id: UUID) -> str:
    return f"{LEDGER}entries/{entry_id}/"


def account_place(address: str) -> str:
    return f"{LEDGER}accounts/{address}/"


def facts(answer: Any, title: str) -> dict[str, str]:
    [section] = [each for each in answer.context["sections"] if each.title == title]
    return {name: cell.text for name, cell in section.facts}


def rows_of(answer: Any, title: str) -> list[list[str]]:
    [section] = [each for each in answer.context["sections"] if each.title == title]
    return [[cell.text for cell in row] for row in section.table.rows]


def rupees_text(minor: int) -> str:
    sign, whole = ("−" if minor < 0 else ""), abs(minor)
    assert whole < 10_000_000  # else it is grouped by lakh
    lakh, rest = divmod(whole // 100, 100_000)
    return f"{sign}₹{f'{lakh},{rest:06,}' if lakh else f'{rest:,}'}.{whole % 100:02d}"


def looked() -> list[tuple[str, str, Any]]:
    rows = AuditRecord.objects.filter(action__startswith="ledger.").order_by("id")
    return list(rows.values_list("action", "subject", "after"))
