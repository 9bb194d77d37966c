"""What pages of reconciliation share: the parts of a day, their figures, and their questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django import forms
from django.http import Http404
from django.urls import reverse

from adulis.backoffice import pages
from adulis.backoffice.compared import Figure, Part
from adulis.backoffice.pages import Cell
from adulis.cases.machine import CaseState
from adulis.cases.models import Case

WORDS = {
    Part.MATCHED: "Matched",
    Part.MISSING_HERE: "Missing here",
    Part.MISSING_THERE: "Missing there",
    Part.MISMATCHED: "Mismatched",
    Part.NOTED: "Noted",
    Part.WAITING: "Not looked at yet",
}


class PartForm(forms.Form):
    """Which part of a day is looked at."""

    part = forms.ChoiceField(choices=list(WORDS.items()), required=False)

    def wanted(self) -> Part:
        return Part((self.cleaned_data["part"] if self.is_valid() else "") or Part.MATCHED)


def figures(parts: Mapping[Part, Figure], place: str, wanted: tuple[Part, ...]) -> list[Cell]:
    """``3 · ₹1,200.00``, each leading to its rows."""
    cells = []
    for part in wanted:
        figure = parts.get(part)
        if figure is None:
            cells.append(Cell("–", is_number=True))
            continue
        text = f"{figure.count} · {pages.money_text(figure.amount)}"
        cells.append(Cell(text, href=f"{place}?part={part}", is_number=True))
    return cells


def question(case_id: UUID | None) -> Cell:
    """Where it is decided."""
    if case_id is None:
        return Cell("–")
    return pages.words("decide", reverse("admin:case", args=[case_id]))


def open_cases(subjects: Iterable[str]) -> dict[str, UUID]:
    """The open question about each of these that has one."""
    rows = Case.objects.filter(subject__in=list(subjects)).exclude(state=CaseState.CLOSED)
    return dict(rows.values_list("subject", "id"))


def up() -> tuple[str, str]:
    """The page of the days, which the others stand below."""
    return ("Reconciliation", reverse("admin:reconciliation"))


def day_of(text: str) -> date:
    """Of an address. Raises Http404."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong
