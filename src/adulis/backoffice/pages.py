"""What all pages of the back office are made of: tables, sheets, and a question before a deed.

A list is one template, a thing another, and ``confirm`` says what will be done before it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.timesince import timesince

from adulis.backoffice.operators import require
from adulis.backoffice.tables import CappedPaginator
from adulis.identity.values import OperatorRole
from adulis.kernel.errors import Refusal
from adulis.kernel.money import Money, rupee_text

ROWS = 50
EVERYBODY = tuple(OperatorRole)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place: words (``text``) or a moment (``at``), and where it leads."""

    text: str = ""
    at: datetime | None = None
    href: str = ""
    is_number: bool = False
    is_name: bool = False  # of a machine's making: an id, a key


@dataclass(frozen=True, slots=True)
class Table:
    """``title``: of the list itself, where other tables stand above it."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    empty: str = "Nothing here."
    title: str = ""

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """What each is called, and whether numbers stand in it."""
        first = self.rows[0] if self.rows else ()
        return [(each, cell.is_number) for each, cell in zip(self.head, first, strict=False)]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a sheet: facts by name, or a table, or only words."""

    title: str
    facts: Sequence[tuple[str, Cell]] = ()
    table: Table | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """A button: what it is called, what it will do, where it is sent, what is asked with it."""

    label: str
    meaning: str
    url: str
    form: forms.Form | None = None
    sent: dict[str, str] = field(default_factory=dict)


def words(text: object, href: str = "") -> Cell:
    return Cell(str(text) if text not in {None, ""} else "–", href=href)


def name(text: object, href: str = "") -> Cell:
    """An id or a key."""
    return Cell(str(text) if text else "–", href=href, is_name=bool(text))


def moment(at: datetime | None) -> Cell:
    return Cell(at=at) if at else Cell("–")


def age(at: datetime | None, now: datetime) -> Cell:
    return Cell(timesince(at, now) if at else "–")


def number(count: int) -> Cell:
    return Cell(str(count), is_number=True)


def money(amount: Money | None) -> Cell:
    return Cell("–" if amount is None else money_text(amount), is_number=True)


def money_text(amount: Money) -> str:
    """``₹1,234.50``, ``USD 12.00``, ``−₹5.00``."""
    if amount.currency == "INR":
        return rupee_text(amount.minor)
    sign, bare = ("−", -amount) if amount.minor < 0 else ("", amount)
    return f"{sign}{amount.currency} {str(bare).removesuffix(f' {amount.currency}')}"


Row = TypeVar("Row", bound=Model)
View = Callable[..., HttpResponse]


def door(site: admin.AdminSite, place: str, view: View, named: str, roles: Any) -> URLPattern:
    """A page behind the door of ``site``, for operators of these roles."""

    def seen(request: HttpRequest, **where: Any) -> HttpResponse:
        operator = require(request, roles)
        return view(request, site, operator, **where)

    return path(place, site.admin_view(seen), name=named)


def first_found(*rows: QuerySet[Row]) -> QuerySet[Row]:
    """The first of these that has any row; none of them is read for it."""
    *before, last = rows
    return next((each for each in before if each.exists()), last)


def paged(request: HttpRequest, rows: Any) -> Page[Any]:
    """One page of ``rows``, which are counted up to a cap."""
    return CappedPaginator(rows, ROWS).get_page(request.GET.get("page"))


def listed(
    request: HttpRequest,
    site: admin.AdminSite,
    *,
    title: str,
    table: Table,
    note: str = "",
    form: forms.Form | None = None,
    page: Page[Any] | None = None,
    following: Mapping[str, str] | None = None,
    sections: Iterable[Section] = (),
    verbs: Sequence[Verb] = (),
    up: tuple[str, str] | None = None,
) -> HttpResponse:
    """A list, with its filter above and its pages below. ``following`` is what the address of the
    next page says beside the filter, where pages are not counted.
    """
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "title": title,
        "table": table,
        "note": note,
        "form": form,
        "page": page,
        "kept": kept.urlencode(),
        "following": _following(request, following),
        "sections": list(sections),
        "verbs": verbs,
        "up": up,
    }
    return _answer(request, site, "list", context)


def _following(request: HttpRequest, place: Mapping[str, str] | None) -> str:
    if place is None:
        return ""
    given = {name: value for name, value in request.GET.items() if value}
    return urlencode({**given, **place})


def sheet(
    request: HttpRequest,
    site: admin.AdminSite,
    *,
    title: str,
    up: tuple[str, str],
    sections: Iterable[Section],
    note: str = "",
    verbs: Sequence[Verb] = (),
    error: str = "",
    desk: object = None,
    template: str = "sheet",
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """One thing: what is known of it, and what may be done. ``up`` is the list it stands in.

    ``desk`` says who is on it, see ``desks``. ``template`` is one that adds something to a sheet,
    made of what is in ``more``.
    """
    context = {
        "title": title, "up": up, "sections": list(sections), "note": note, "verbs": verbs,
        "error": error, "desk": desk, **(more or {}),
    }  # fmt: skip
    return _answer(request, site, template, context, 400 if error else 200)


def confirm(
    request: HttpRequest,
    site: admin.AdminSite,
    *,
    title: str,
    meaning: str,
    told: Sequence[tuple[str, str]],
    sent: dict[str, str],
    back: str,
    button: str,
    warning: str = "",
) -> HttpResponse:
    """What will be done, before it is: the same address, with ``confirmed``, does it."""
    context = {
        "title": title, "meaning": meaning, "told": told, "sent": sent.items(), "back": back,
        "button": button, "warning": warning,
    }  # fmt: skip
    return _answer(request, site, "confirm", context)


def told_of(refusal: Refusal) -> str:
    """What it says, with the figures that are in it, and what to do."""
    return f"{refusal.detail} {refusal.what_to_do}".strip()


def wrong_with(form: forms.Form) -> str:
    """What is wrong with a form, in a line."""
    return " ".join(
        f"{'' if at == '__all__' else form.fields[at].label or at.replace('_', ' ').capitalize()}:"
        f" {' '.join(map(str, errors))}"
        for at, errors in form.errors.items()
    )


def is_confirmed(request: HttpRequest) -> bool:
    return request.POST.get("confirmed") == "yes"


def _answer(
    request: HttpRequest,
    site: admin.AdminSite,
    template: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    told = {**site.each_context(request), **context}
    return TemplateResponse(request, f"admin/pages/{template}.html", told, status=status)
