"""The ledger explorer: entries by id, key, account, subject, kind and period.

Finance, compliance and admin look; that they did is on record. Nothing can be changed here, and no
balance stands anywhere but as the sum of lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.audit import actions as audit
from adulis.backoffice import pages
from adulis.backoffice.operators import may
from adulis.backoffice.pages import Cell, Section, Table
from adulis.backoffice.places import account_place, entries_about, place_of
from adulis.backoffice.scopes import KINDS, NAMED, scope_of
from adulis.backoffice.subjects import subjects_of
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.money import Money
from adulis.ledger import accounts, explorer
from adulis.ledger.accounts import FoundAccount
from adulis.ledger.explorer import FoundEntry, Place, Scope, Search
from adulis.oversight.values import DECIDERS

LOOKERS = DECIDERS
# As many accounts are looked into together; who means fewer says more of the address.
MOST_ACCOUNTS = 20
# What the audit log takes; all that was asked for stands beside it.
_LONGEST_SUBJECT = 120
_HEAD = ("Happened", "Kind", "About", "Key", "Amount", "Recorded")


class SearchForm(forms.Form):
    """All that is given applies together."""

    entry = forms.CharField(required=False, max_length=200, label="Entry (its id or key)")
    account = forms.CharField(
        required=False, max_length=160, label="Account (its address, or how that begins)"
    )
    subject = forms.CharField(required=False, max_length=200, label="Subject (payout/<id> …)")
    kind = forms.ChoiceField(required=False)
    since = forms.DateTimeField(required=False, label="Happened since (2026-01-31 14:00)")
    until = forms.DateTimeField(required=False, label="And before")

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        kinds = explorer.kinds_in_the_book()
        self.fields["kind"] = forms.ChoiceField(
            required=False, choices=[("", "All"), *((each, spoken(each)) for each in kinds)]
        )

    def clean_subject(self) -> str:
        text: str = self.cleaned_data["subject"].strip()
        self.scope: Scope | None = scope_of(text) if text else None
        self.entry_id = _id(text.partition("/")[2]) if text.startswith("entry/") else None
        if text and self.scope is None and self.entry_id is None:
            named = ", ".join(NAMED.values())
            raise forms.ValidationError(
                f"Entries are about {', '.join(sorted(KINDS))}, by id; or {named}, all of it."
            )
        return text

    @property
    def told(self) -> dict[str, str]:
        """What was asked for, as it is written down."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    def search(self, meant: list[FoundAccount]) -> Search:
        given = self.cleaned_data
        text = given["entry"].strip()
        entry_id = _id(text)
        return Search(
            entry_id=entry_id or self.entry_id,
            key="" if entry_id else text,
            scope=self.scope,
            addresses=tuple(each.address for each in meant),
            kind=given["kind"],
            since=given["since"],
            until=given["until"],
        )


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    return [pages.door(site, "ledger/", _search, "ledger", LOOKERS)]


def _search(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    form = SearchForm(request.GET)
    sections: list[Section] = []
    rows: list[list[Cell]] = []
    following = None
    empty = "Say what to look for. That you have looked is on record."
    if form.is_valid() and form.told:
        note_looking(operator, "ledger.search", form.told.get("subject", ""), form.told)
        meant, sections, is_clear = _accounts(form.cleaned_data["account"].strip())
        empty = "No entry fits." if is_clear else "Choose one of the accounts."
        if is_clear:
            found = explorer.entries_for_operator(
                form.search(meant), after=_place(request), limit=pages.ROWS
            )
            rows = [entry_row(each) for each in found.entries]
            following = None if found.following is None else _following(found.following)
            if following and len(rows) < pages.ROWS:
                empty = "None of those looked at so far fits; there are older ones."
    return pages.listed(
        request,
        site,
        title="Ledger",
        note="Every entry that was ever booked, the last that happened first. None can be changed.",
        form=form,
        sections=sections,
        table=Table(_HEAD, rows, empty),
        following=following,
    )


def _accounts(text: str) -> tuple[list[FoundAccount], list[Section], bool]:
    """The accounts meant, what is shown of them, and whether it is clear which they are."""
    if not text:
        return [], [], True
    if exact := accounts.account(text):
        found = [exact]
    else:
        found = accounts.accounts_beginning(text, limit=MOST_ACCOUNTS + 1)
    rows = [
        (
            pages.name(each.address, account_place(each.address)),
            pages.words(each.kind),
            pages.words(each.currency),
        )
        for each in found[:MOST_ACCOUNTS]
    ]
    is_clear = 0 < len(found) <= MOST_ACCOUNTS
    note = f"More than {MOST_ACCOUNTS} begin so; say more." if len(found) > MOST_ACCOUNTS else ""
    table = Table(("Account", "Kind", "Currency"), rows, "No account begins so.")
    return found[:MOST_ACCOUNTS], [Section("Accounts", table=table, note=note)], is_clear


# --- what other pages of the ledger use -----------------------------------------------------------


def entry_row(entry: FoundEntry) -> list[Cell]:
    return [
        pages.moment(entry.at),
        pages.words(spoken(entry.kind), place_of(f"entry/{entry.id}")),
        about_cell(entry),
        pages.name(entry.key),
        Cell(moved_text(entry), is_number=True),
        pages.moment(entry.recorded_at),
    ]


def about_cell(entry: FoundEntry) -> Cell:
    """What it is about, first of all."""
    found = all_subjects(entry)
    return pages.name(found[0], place_of(found[0])) if found else Cell("–")


def all_subjects(entry: FoundEntry) -> tuple[str, ...]:
    return subjects_of(entry.key, entry.metadata, [each.address for each in entry.lines])


def moved_text(entry: FoundEntry) -> str:
    """What it moved in all, by currency."""
    sums: dict[str, Money] = {}
    for each in entry.lines:
        if each.amount.minor > 0:
            ccy = each.amount.currency
            sums[ccy] = sums.get(ccy, Money(0, ccy)) + each.amount
    return ", ".join(pages.money_text(each) for each in sums.values())


def note_looking(operator: Caller, action: str, subject: str, told: Mapping[str, str]) -> None:
    """That an operator looked is written down, as it is of the audit log.

    Not among the merchant's own records: who is being looked into must not learn it from us.
    """
    with db.transaction():
        audit.write(
            actor=operator.actor, action=action, subject=subject[:_LONGEST_SUBJECT] or "ledger",
            merchant_id=None, before={}, after=told, at=db.clock(),
        )  # fmt: skip


def entry_link(operator: Caller, entry_id: UUID) -> str:
    """The address of an entry's page; empty for whoever may not look."""
    return place_of(f"entry/{entry_id}") if may(operator, LOOKERS) else ""


def account_cell(operator: Caller, address: str) -> Cell:
    """An account, which leads to its page for whoever may look."""
    return pages.name(address, account_place(address) if may(operator, LOOKERS) else "")


def ledger_facts(operator: Caller, subject: str) -> list[tuple[str, Cell]]:
    """Where the entries about a thing are, for whoever may look; nothing for others."""
    if not may(operator, LOOKERS):
        return []
    return [("Entries about it", pages.name(subject, entries_about(subject)))]


def ledger_links(operator: Caller, subject: str) -> list[Section]:
    """The same as a section of the thing's page."""
    facts = ledger_facts(operator, subject)
    return [Section("In the ledger", facts=facts)] if facts else []


def spoken(kind: str) -> str:
    """``payout_held`` for people."""
    return kind.replace("_", " ").capitalize()


def ledger_up() -> tuple[str, str]:
    return ("Ledger", reverse("admin:ledger"))


# --- where a page ended ---------------------------------------------------------------------------


def _following(place: Place) -> dict[str, str]:
    return {"after_at": place.at.isoformat(), "after_id": str(place.id)}


def _place(request: HttpRequest) -> Place | None:
    """None for what is no place: then it is the first page."""
    try:
        at = datetime.fromisoformat(request.GET.get("after_at", ""))
        # The database takes no offset that is nowhere on earth.
        at_utc = None if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    entry_id = _id(request.GET.get("after_id", ""))
    return None if entry_id is None or at_utc is None else Place(at_utc, entry_id)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
