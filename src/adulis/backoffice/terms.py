"""What everything costs and how much may move: what counts now, what is to come, what was before.

Nothing here is typed over: a fee or limit begins at a moment, two operators having agreed, and
stays on record. ``proposals`` has the forms.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Cell, Section, Table
from adulis.backoffice.places import place_of
from adulis.fees.models import FeeRule
from adulis.fees.values import Service
from adulis.identity import queries as identity
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.limits.models import LimitRule
from adulis.limits.values import EVERYBODY, LimitKind, Window
from adulis.oversight.values import DECIDERS, MONEY, limit_text, tariff_text

Rule = TypeVar("Rule", FeeRule, LimitRule)
_COMING, _NOW, _BEFORE = "to come", "now", "before"


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The page, behind the door of ``site``."""
    return [pages.door(site, "terms/", _terms, "terms", DECIDERS)]


def _terms(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    now = db.clock()
    return pages.sheet(
        request,
        site,
        title="Fees and limits",
        up=("Overview", reverse("admin:index")),
        note="They change at a moment that is named, when a second operator has agreed; what has"
        " begun is never changed.",
        sections=[*_asking(operator), _fees(now), _limits(now)],
    )


def _asking(operator: Caller) -> list[Section]:
    if not may(operator, MONEY):
        return []
    facts = [
        ("Fee", pages.words("Propose another", reverse("admin:propose_fee"))),
        ("Limit", pages.words("Propose another", reverse("admin:propose_limit"))),
        ("Proposed already", pages.words("In the inbox", reverse("admin:inbox"))),
    ]
    return [Section("Change them", facts=facts)]


def _fees(now: datetime) -> Section:
    """Every service, with those that cost nothing so far."""
    rules = list(FeeRule.objects.order_by("service", "-starts_at", "-id"))
    names = _names(each.made_by for each in rules)
    rows = [
        (
            pages.words(_spoken(each.service)),
            pages.words(stands),
            pages.words(tariff_text(each.flat_minor, each.basis_points, each.tax_basis_points)),
            pages.moment(each.starts_at),
            _whose(each.made_by, names),
        )
        for each, stands in _standing(rules, now, key=lambda each: each.service)
    ]
    priced = {each.service for each in rules}
    free = [
        (
            pages.words(_spoken(each)),
            pages.words(_NOW),
            pages.words("nothing"),
            Cell("–"),
            Cell("–"),
        )
        for each in Service
        if each not in priced
    ]
    head = ("Service", "Counts", "Costs", "From", "Made by")
    return Section("Fees", table=Table(head, [*rows, *free]))


def _limits(now: datetime) -> Section:
    rules = list(LimitRule.objects.order_by("tier", "kind", "window", "-starts_at", "-id"))
    names = _names(each.made_by for each in rules)
    rows = [
        (
            pages.words("every other" if each.tier == EVERYBODY else each.tier),
            pages.words(_spoken(LimitKind(each.kind))),
            pages.words(_spoken(Window(each.window))),
            pages.words(stands),
            pages.words(limit_text(each.maximum_minor)),
            pages.moment(each.starts_at),
            _whose(each.made_by, names),
        )
        for each, stands in _standing(
            rules, now, key=lambda each: (each.tier, each.kind, each.window)
        )
    ]
    head = ("Tier", "What moves", "In", "Counts", "At most", "From", "Made by")
    return Section("Limits", table=Table(head, rows, "Nothing is limited."))


def _standing(
    rules: Sequence[Rule], now: datetime, *, key: Callable[[Rule], Hashable]
) -> Iterator[tuple[Rule, str]]:
    """Whether each counts, of rules that lie newest first within what they are about."""
    begun: set[Hashable] = set()
    for rule in rules:
        if rule.starts_at > now:
            yield rule, _COMING
            continue
        yield rule, _BEFORE if key(rule) in begun else _NOW
        begun.add(key(rule))


def _names(makers: Iterable[str]) -> dict[str, str]:
    """Of those who are people; ``made_by`` is ``operator:<id>``, or what of ours has set it."""
    known = {each: each.partition(":")[2] for each in makers}
    found = identity.names_of(("user", each) for each in known.values() if place_of(f"user/{each}"))
    return {each: found[("user", who)] for each, who in known.items() if ("user", who) in found}


def _whose(maker: str, names: Mapping[str, str]) -> Cell:
    who = maker.partition(":")[2]
    return pages.words(names.get(maker, who), place_of(f"user/{who}") if maker in names else "")


def _spoken(word: str) -> str:
    return word.replace("_", " ").capitalize()
