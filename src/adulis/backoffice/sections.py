"""Sections that stand on the sheets of more than one thing: its questions, and its money."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from adulis.backoffice import pages
from adulis.backoffice.pages import Section, Table
from adulis.cases import queries as cases
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


def in_the_ledger(entries: Iterable[BookEntry]) -> Section:
    """What was posted about a thing, transfer by transfer."""
    rows = [
        (
            pages.name(entry.kind, reverse("admin:ledger_entry_change", args=[entry.id])),
            pages.name(transfer.source),
            pages.name(transfer.target),
            pages.money(transfer.amount),
            pages.moment(entry.at),
        )
        for entry in entries
        for transfer in entry.transfers
    ]
    head = ("Entry", "From", "To", "Amount", "At")
    return Section("In the ledger", table=Table(head, rows, "No money has moved."))
