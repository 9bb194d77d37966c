"""Money out: payouts, found by any name they have, those that are stuck, and one with its story."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.banks import not_sent_to
from adulis.backoffice.case_sheets import merchant_cell, timeline, word
from adulis.backoffice.pages import Section, Table
from adulis.backoffice.places import place_of
from adulis.backoffice.sections import in_the_ledger, questions
from adulis.identity import queries as identity
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.payouts import queries
from adulis.payouts.machine import LIVE_ATTEMPTS, AttemptState, PayoutState
from adulis.payouts.models import Attempt, Payout, PayoutBatchRow
from adulis.payouts.values import Waiting

# Longer than a worker that lives takes to come round to anything.
UNATTENDED = timedelta(minutes=15)
STUCK, DOUBT, RETURNED = "stuck", "in_doubt", "returned"


def stuck(now: datetime) -> QuerySet[Payout]:
    """What somebody should look at: in doubt, overdue at the bank, or due and not attended to.

    Found among live attempts and due rows, which are few; never among all payouts.
    """
    live = Attempt.objects.filter(state__in=LIVE_ATTEMPTS)
    overdue = live.filter(payout__state=PayoutState.PROCESSING, payout__expected_by__lt=now)
    overdue_ids = overdue.values_list("payout_id", flat=True)
    due = Payout.objects.filter(due_at__lt=now - UNATTENDED).exclude(lease_until__gt=now)
    due_ids = due.values_list("id", flat=True)
    # A union, since of "one or the other" PostgreSQL makes a walk through the whole table.
    return Payout.objects.filter(id__in=_in_doubt().union(overdue_ids, due_ids))


def _in_doubt() -> QuerySet[Attempt, UUID]:
    # The first condition names the index of live attempts.
    live = Attempt.objects.filter(state__in=LIVE_ATTEMPTS)
    return live.filter(state=AttemptState.IN_DOUBT).values_list("payout_id", flat=True)


class SearchForm(forms.Form):
    q = forms.CharField(
        required=False,
        max_length=120,
        label="Id (of a payout, merchant, batch), our reference at the bank, or a UTR",
    )
    status = forms.ChoiceField(
        required=False,
        choices=[
            ("", "All"), (STUCK, "Stuck"), (DOUBT, "In doubt"),
            *((each, each.capitalize()) for each in PayoutState), (RETURNED, "Returned"),
        ],
    )  # fmt: skip

    def rows(self, now: datetime) -> QuerySet[Payout]:
        if not self.is_valid():
            return Payout.objects.none()
        text = self.cleaned_data["q"].strip()
        rows = _standing(self.cleaned_data["status"], now)
        return (_named(rows, text) if text else rows).order_by("-id")


def _standing(status: str, now: datetime) -> QuerySet[Payout]:
    if status == STUCK:
        return stuck(now)
    if status == DOUBT:
        return Payout.objects.filter(id__in=_in_doubt())
    if status == RETURNED:
        return Payout.objects.filter(is_returned=True)
    return Payout.objects.filter(state=status) if status else Payout.objects.all()


def _named(rows: QuerySet[Payout], text: str) -> QuerySet[Payout]:
    """Those that go by this name; each is looked for where an index has it."""
    try:
        found = UUID(text)
    except ValueError:
        by_bank = Attempt.objects.filter(reference=text.upper()).values_list("payout_id", flat=True)
        by_network = Attempt.objects.filter(utr=text).values_list("payout_id", flat=True)
        return rows.filter(id__in=[*by_bank, *by_network])
    # A batch has ten thousand rows at most.
    of_batch = PayoutBatchRow.objects.filter(batch_id=found).values("id")
    return pages.first_found(
        rows.filter(id=found),
        rows.filter(merchant_id=found),
        rows.filter(batch_row_id__in=of_batch),
    )


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    return [
        pages.door(site, "payouts/", _payouts, "payouts", pages.EVERYBODY),
        pages.door(site, "payouts/<uuid:payout_id>/", _payout, "payout", pages.EVERYBODY),
    ]


def _payouts(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    now = db.clock()
    form = SearchForm(request.GET)
    page = pages.paged(request, form.rows(now))
    found = list(page.object_list)
    merchants = identity.standings([each.merchant_id for each in found])
    progress = queries.progress_of(found)
    rows = [
        (
            pages.name(each.id, reverse("admin:payout", args=[each.id])),
            merchant_cell(each.merchant_id, merchants),
            pages.words(_stands(each)),
            pages.words(_what(queries.waiting_of(each, progress.get(each.id)))),
            pages.money(each.amount),
            pages.words(each.mode),
            pages.name(each.utr),
            pages.age(each.created_at, now),
        )
        for each in found
    ]
    head = ("Payout", "Merchant", "Stands", "Waits for", "Amount", "By", "UTR", "Age")
    return pages.listed(
        request,
        site,
        title="Payouts",
        note="Stuck: in doubt, overdue at the bank, or due for a quarter of an hour and not"
        " attended to. What people have to decide is a case.",
        form=form,
        page=page,
        sections=not_sent_to(),
        table=Table(head, rows, "No payout is found."),
    )


def _payout(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, payout_id: UUID
) -> HttpResponse:
    payout = Payout.objects.filter(id=payout_id).select_related("bank_account").first()
    if payout is None:
        raise Http404
    attempts = queries.attempts_of(payout)
    return pages.sheet(
        request,
        site,
        title=f"Payout of {pages.money_text(payout.amount)}: {_stands(payout)}",
        up=("Payouts", reverse("admin:payouts")),
        sections=[
            _facts(payout),
            questions([f"payout/{payout.id}", f"payout-return/{payout.id}"]),
            _attempts(attempts),
            _return(payout),
            in_the_ledger(operator, f"payout/{payout.id}", queries.booked(payout, attempts)),
            timeline(queries.timeline_of(payout)),
            _deeds(payout),
        ],
    )


def _facts(payout: Payout) -> Section:
    merchants = identity.standings([payout.merchant_id])
    fee = pages.money(rupees(payout.fee_minor + payout.tax_minor)).text
    account = payout.bank_account
    facts = [
        ("Merchant", merchant_cell(payout.merchant_id, merchants)),
        ("Id", pages.name(payout.id)),
        ("Amount", pages.words(pages.money_text(payout.amount))),
        ("Fee and tax", pages.words(fee)),
        ("Set aside", pages.words("yes" if payout.is_held else "no")),
        ("To", pages.words(f"{account.holder_name}, {account.number_masked} ({account.state})")),
        ("By", pages.words(payout.mode)),
        ("Their reference", pages.words(payout.reference)),
        ("UTR", pages.name(payout.utr)),
        ("Asked", pages.moment(payout.created_at)),
        ("Not before", pages.moment(payout.scheduled_at)),
        ("Started", pages.moment(payout.started_at)),
        ("Expected by", pages.moment(payout.expected_by)),
        ("Ended", pages.moment(payout.finished_at)),
        ("Looked at next", pages.moment(payout.due_at)),
        ("Why it ended so", pages.words(word(payout.reason) if payout.reason else "")),
        ("Paid late", pages.words("yes" if payout.is_paid_late else "no")),
        ("Instead of", pages.name(payout.retry_of_id, place_of(f"payout/{payout.retry_of_id}"))),
    ]
    waiting = queries.waiting_of(payout, queries.progress_of([payout]).get(payout.id))
    if waiting is not None:
        facts.append(("Waits for", pages.words(f"{_what(waiting)}, on {waiting.on}.")))
        facts.append(("Until", pages.moment(waiting.until)))
        facts.append(("Then", pages.words(waiting.then)))
    return Section("The payout", facts=facts)


def _attempts(attempts: list[Attempt]) -> Section:
    rows = [
        (
            pages.number(each.number),
            pages.words(each.bank),
            pages.name(each.reference),
            pages.words(word(each.state)),
            pages.words(each.code),
            pages.name(each.utr),
            pages.number(each.sent_count),
            pages.number(each.enquiry_count),
            pages.moment(each.sent_at),
            pages.moment(each.settled_at),
        )
        for each in attempts
    ]
    head = (
        "Attempt", "Bank", "Our reference", "Stands", "Code", "UTR", "Sent", "Asked about",
        "Last sent", "On a statement",
    )  # fmt: skip
    return Section("Attempts", table=Table(head, rows, "It was never sent."))


def _return(payout: Payout) -> Section:
    back = queries.return_of(payout)
    rows = (
        []
        if back is None
        else [
            (
                pages.money(rupees(back.amount_minor)),
                pages.words(back.reason),
                pages.name(back.utr),
                pages.words(back.source),
                pages.moment(back.at),
            )
        ]
    )
    table = Table(("Amount", "Why", "UTR", "Told by", "At"), rows, "The bank took nothing back.")
    return Section("Return", table=table)


def _deeds(payout: Payout) -> Section:
    done = queries.done_to(payout)
    names = identity.names_of((each.kind, each.id) for each in done)
    rows = [
        (
            pages.moment(each.at),
            pages.words(each.action),
            pages.words(names.get((each.kind, each.id), each.kind.replace("_", " "))),
        )
        for each in done
    ]
    return Section("Who did what", table=Table(("When", "What", "Who"), rows))


def _stands(payout: Payout) -> str:
    if payout.is_returned:
        return f"{payout.state}, returned"
    return f"{payout.state}, paid after all" if payout.is_paid_late else payout.state


def _what(waiting: Waiting | None) -> str:
    return "" if waiting is None else word(waiting.reason).lower()
