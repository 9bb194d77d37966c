"""Sections that stand on the sheets of more than one thing: its questions, and its money."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from adulis.backoffice import pages
from adulis.backoffice.ledger import entry_link, ledger_facts
from adulis.backoffice.pages import Section, Table
from adulis.cases import queries as cases
from adulis.identity.values import Caller
from adulis.ledger.values import BookEntry


def questions(about: Iterable[str]) -> Section:
    """The open cases about these subjects."""
    rows = [
        (
            pages.words(case.kind.replace("_", " "), reverse("admin:case", args=[case.id])),
            pages.words(case.state),
            pages.moment(case.opened_at),
        )
        for subject in about
        for case in cases.open_about(subject)
    ]
    table = Table(("Question", "Stands", "Asked"), rows, "Nothing waits for people.")
    return Section("Questions", table=table)


def in_the_ledger(operator: Caller, subject: str, entries: Iterable[BookEntry]) -> Section:
    """What was posted about a thing, transfer by transfer; with the way to the ledger itself for
    whoever may look there.
    """
    rows = [
        (
            pages.name(entry.kind, entry_link(operator, entry.id)),
            pages.name(transfer.source),
            pages.name(transfer.target),
            pages.money(transfer.amount),
            pages.moment(entry.at),
        )
        for entry in entries
        for transfer in entry.transfers
    ]
    head = ("Entry", "From", "To", "Amount", "At")
    table = Table(head, rows, "No money has moved.")
    return Section("In the ledger", facts=ledger_facts(operator, subject), table=table)
