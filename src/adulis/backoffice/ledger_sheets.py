"""One entry of the ledger, and one account: everything they say, each figure beside its rows."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.ledger import (
    LOOKERS,
    all_subjects,
    ledger_up,
    note_looking,
    spoken,
)
from adulis.backoffice.pages import Cell, Section, Table, Verb
from adulis.backoffice.places import account_place, entries_about, place_of
from adulis.backoffice.subjects import subjects_of
from adulis.identity import queries as identity
from adulis.identity.values import Caller
from adulis.kernel.money import Money
from adulis.ledger import accounts, explorer, proving
from adulis.ledger import queries as book
from adulis.ledger.accounts import AccountPlace, FoundAccount
from adulis.ledger.errors import NotSealed
from adulis.ledger.explorer import FoundEntry, FoundLine, Sealing

_SALT = "backoffice.ledger.page.2"
_HEAD = ("Booked", "Happened", "Kind", "About", "Amount", "Balance after")


class MomentForm(forms.Form):
    at = forms.DateTimeField(
        required=False, label="Balance at a moment of recorded time (2026-01-31 14:00)"
    )


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    entry = "ledger/entries/<uuid:entry_id>/"
    return [
        pages.door(site, entry, _entry, "ledger_entry", LOOKERS),
        pages.door(site, f"{entry}proof/", _proof, "ledger_proof", LOOKERS),
        pages.door(
            site, "ledger/accounts/<int:number>/", _account_of_id, "ledger_account_of_id", LOOKERS
        ),
        pages.door(site, "ledger/accounts/<path:address>/", _account, "ledger_account", LOOKERS),
    ]


# --- an entry -------------------------------------------------------------------------------------


def _entry(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, entry_id: UUID, error: str = ""
) -> HttpResponse:
    entry = _found(entry_id)
    sealing = explorer.sealing_for_operator(entry_id)
    note_looking(operator, "ledger.look", f"entry/{entry_id}", {"key": entry.key})
    return pages.sheet(
        request,
        site,
        title=spoken(entry.kind),
        up=ledger_up(),
        sections=[
            _moved(entry), _facts(entry), _about(entry), _metadata(entry), _seal(entry, sealing),
        ],
        verbs=_verbs(entry, sealing),
        error=error,
    )  # fmt: skip


def _moved(entry: FoundEntry) -> Section:
    rows = [
        (
            _account_cell(gives.address),
            _left(gives),
            _account_cell(takes.address),
            _left(takes),
            pages.money(takes.amount),
        )
        for gives, takes in entry.transfers
    ]
    head = ("From", "Left there", "To", "Then there", "Amount")
    note = "What an account holds after a line is said where its lines are chained."
    return Section("What it moved", table=Table(head, rows), note=note)


def _left(line: FoundLine) -> Cell:
    return pages.money(line.balance)


def _facts(entry: FoundEntry) -> Section:
    facts = [
        ("Kind", pages.name(entry.kind)),
        ("Key", pages.name(entry.key)),
        ("Id", pages.name(entry.id)),
        ("Happened", pages.moment(entry.at)),
        ("Recorded", pages.moment(entry.recorded_at)),
        ("By", _actor(entry.actor)),
        ("Memo", pages.words(entry.memo)),
        ("Digest (SHA-256)", pages.name(entry.digest.hex())),
    ]
    if entry.reverses is not None:
        facts.append(("Takes back", _entry_cell(entry.reverses)))
    taken_back = explorer.reversals_for_operator(entry.id)
    facts += [("Taken back by", _entry_cell(each)) for each, _ in taken_back]
    return Section("The entry", facts=facts)


def _about(entry: FoundEntry) -> Section:
    rows = [
        (pages.name(each, place_of(each)), pages.words("entries about it", entries_about(each)))
        for each in all_subjects(entry)
    ]
    table = Table(("Thing", "Ledger"), rows, "It names nothing: see its accounts.")
    return Section("What it is about", table=table)


def _metadata(entry: FoundEntry) -> Section:
    facts = [
        (name, pages.words(value if isinstance(value, str) else json.dumps(value)))
        for name, value in sorted(entry.metadata.items())
    ]
    return Section("Metadata", facts=facts, note="" if facts else "None.")


def _seal(entry: FoundEntry, sealing: Sealing | None) -> Section:
    if sealing is None or sealing.number is None:
        note = "Not sealed yet: it is, once no running transaction can precede it any more."
        return Section("In the sealed book", note=note)
    published = sealing.published
    return Section(
        "In the sealed book",
        facts=[
            ("Leaf", pages.words(f"number {sealing.position}, counted from 0")),
            ("First seal over it", pages.words(sealing.number)),
            (
                "Newest head over it that has left the house",
                pages.words("none yet" if published is None else published),
            ),
            ("To prove it", pages.name(f"./adulis ledger prove {entry.id}")),
        ],
    )


def _verbs(entry: FoundEntry, sealing: Sealing | None) -> list[Verb]:
    if sealing is None or sealing.number is None:
        return []
    meaning = (
        "A file that convinces anybody, without us, that the entry is in the sealed book: it shows"
        " all of it, every account included. It is recorded."
    )
    place = reverse("admin:ledger_proof", args=[entry.id])
    return [Verb("Download the proof", meaning, place)]


def _proof(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, entry_id: UUID
) -> HttpResponse:
    """By POST: a link that somebody follows by mistake takes no copy of anything."""
    entry = _found(entry_id)
    if request.method != "POST":
        return HttpResponseRedirect(place_of(f"entry/{entry_id}"))
    try:
        proof = proving.prove(entry_id, number=None)
    except NotSealed:
        return _entry(request, site, operator, entry_id, error="It is not sealed yet.")
    note_looking(operator, "ledger.prove", f"entry/{entry_id}", {"key": entry.key})
    text = json.dumps(proof, ensure_ascii=False, indent=2) + "\n"
    sent = HttpResponse(text, content_type="application/json")
    sent["Content-Disposition"] = f'attachment; filename="proof-{entry_id}.json"'
    return sent


def _found(entry_id: UUID) -> FoundEntry:
    entry = explorer.entry_for_operator(entry_id)
    if entry is None:
        raise Http404
    return entry


# --- an account -----------------------------------------------------------------------------------


def _account_of_id(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, number: int
) -> HttpResponse:
    account = accounts.account_of_id(number) if number < 1 << 63 else None
    if account is None:
        raise Http404
    return HttpResponseRedirect(account_place(account.address))


def _account(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, address: str
) -> HttpResponse:
    account = accounts.account(address) if "\0" not in address else None
    if account is None:
        raise Http404
    form = MomentForm(request.GET)
    at = form.cleaned_data["at"] if form.is_valid() else None
    whose = subjects_of("", {}, [address])
    about = whose[0] if whose else f"account/{address}"
    note_looking(operator, "ledger.look", about, {"account": address})
    page = accounts.account_page(account, after=_place(request, account), limit=pages.ROWS)
    rows = [
        (
            pages.moment(line.recorded_at),
            pages.moment(line.at),
            pages.words(spoken(line.kind), place_of(f"entry/{line.entry_id}")),
            _first(subjects_of(line.key, line.metadata)),
            pages.money(line.amount),
            pages.money(line.balance),
        )
        for line in page.lines
    ]
    following = None if page.following is None else _following(account, page.following)
    return pages.listed(
        request,
        site,
        title=address,
        up=ledger_up(),
        form=form,
        sections=[_account_facts(account, whose, at)],
        table=Table(_HEAD, rows, "There are no older lines."),
        following=following,
    )


def _account_facts(account: FoundAccount, whose: tuple[str, ...], at: datetime | None) -> Section:
    now = book.balance(account.address)
    how = (
        "chained: each line carries its number and the balance, which never falls below"
        f" {pages.money_text(Money(account.floor_minor or 0, account.currency))}"
        if account.chained
        else "not chained: everybody appends to it at once, and it has no floor"
    )
    facts = [
        ("Holds now", pages.money(now)),
        ("Kind", pages.words(account.kind)),
        ("Currency", pages.words(account.currency)),
        ("Lines", pages.words(how)),
    ]
    if at is not None:
        then = pages.money(book.balance_at(account.address, at))
        facts[1:1] = [("Held, as recorded by then", then), ("Then", pages.moment(at))]
    facts += [("Of", _whose(each)) for each in whose]
    about = whose[0] if whose else ""
    if about:
        facts.append(("Entries", pages.words(f"about {about}", entries_about(about))))
    return Section("The account", facts=facts)


def _whose(subject: str) -> Cell:
    kind, _, thing = subject.partition("/")
    if kind != "merchant":
        return pages.name(subject, place_of(subject))
    standing = identity.standings([UUID(thing)]).get(UUID(thing))
    return pages.words(standing.name if standing else subject, place_of(subject))


# --- cells ----------------------------------------------------------------------------------------


def _account_cell(address: str) -> Cell:
    return pages.name(address, account_place(address))


def _entry_cell(entry_id: UUID) -> Cell:
    return pages.name(entry_id, place_of(f"entry/{entry_id}"))


def _first(subjects: tuple[str, ...]) -> Cell:
    return pages.name(subjects[0], place_of(subjects[0])) if subjects else Cell("–")


def _actor(text: str) -> Cell:
    """``user:<id>`` and the like; a person is linked."""
    kind, _, who = text.partition(":")
    href = place_of(f"user/{who}") if kind in {"user", "operator"} else ""
    return pages.name(text, href)


# --- where a page ended ---------------------------------------------------------------------------


def _following(account: FoundAccount, place: AccountPlace) -> dict[str, str]:
    """Signed: the balance that the next page counts down from is nobody's to say."""
    told: Any = [account.id, place.before, place.balance_minor, place.seen]
    return {"after": signing.dumps(told, salt=_SALT)}


def _place(request: HttpRequest, account: FoundAccount) -> AccountPlace | None:
    """None for what is no place of this account: then it is the first page."""
    try:
        number, *place = signing.loads(request.GET.get("after", ""), salt=_SALT)
    except signing.BadSignature:
        return None
    return AccountPlace(*place) if number == account.id else None
