"""Deals: found by any name they have, and one of them with its terms, its auction and its money.

Limits and envelopes stay sealed here as everywhere else: an operator sees what bidders were told.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from adulis.backoffice import pages
from adulis.backoffice.ledger import ledger_links
from adulis.backoffice.pages import Cell, Section, Table
from adulis.backoffice.places import place_of
from adulis.backoffice.sections import questions
from adulis.bidding.models import Auction, Award, Bid, Flag, Participant
from adulis.deals.machine import DealState
from adulis.deals.models import Acceptance, Deal, Terms
from adulis.escrow.models import Agreement, Hold, Milestone
from adulis.events import queries as events
from adulis.identity import queries as identity
from adulis.identity.values import Caller
from adulis.kernel import db
from adulis.kernel.money import rupees

# More lines than this of one log are looked for in its table.
MOST_BIDS = 100
# Nobody but its writer has seen it, and nobody needs to.
UNSEEN = (DealState.DRAFT, DealState.DELETED)
# How somebody bids is theirs to know.
_TOLD = {"instruct": "bid"}
Names = dict[UUID, str]


def spoken(word: str) -> str:
    """``awaiting_approval`` for people."""
    return word.replace("_", " ").capitalize()


class SearchForm(forms.Form):
    q = forms.CharField(
        required=False, max_length=120, label="Id (of a deal, merchant, agreement), or a title"
    )
    status = forms.ChoiceField(
        required=False,
        choices=[("", "All"), *((each, spoken(each)) for each in DealState if each not in UNSEEN)],
    )

    def rows(self) -> QuerySet[Deal]:
        rows = Deal.objects.exclude(state__in=UNSEEN).order_by("-listed_at", "-id")
        if not self.is_valid():
            return rows.none()
        if state := self.cleaned_data["status"]:
            rows = rows.filter(state=state)
        text = self.cleaned_data["q"].strip()
        return _named(rows, text) if text else rows


def _named(rows: QuerySet[Deal], text: str) -> QuerySet[Deal]:
    try:
        found = UUID(text)
    except ValueError:
        return rows.filter(title__icontains=text)
    return rows.filter(
        Q(id=found) | Q(poster_id=found) | Q(counterparty_id=found) | Q(agreement_id=found)
    )


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """The pages, behind the door of ``site``."""
    return [
        pages.door(site, "deals/", _deals, "deals", pages.EVERYBODY),
        pages.door(site, "deals/<uuid:deal_id>/", _deal, "deal", pages.EVERYBODY),
    ]


def _deals(request: HttpRequest, site: admin.AdminSite, operator: Caller) -> HttpResponse:
    form = SearchForm(request.GET)
    page = pages.paged(request, form.rows())
    found, now = list(page.object_list), db.clock()
    names = _names([side for each in found for side in (each.poster_id, each.counterparty_id)])
    rows = [
        (
            pages.words(each.title, reverse("admin:deal", args=[each.id])),
            pages.words(each.kind),
            pages.words(each.format),
            pages.words(spoken(each.state)),
            _merchant(each.poster_id, names),
            _merchant(each.counterparty_id, names),
            pages.money(each.price or each.budget),
            pages.moment(each.deadline),
            pages.age(each.entered_at, now),
        )
        for each in found
    ]
    head = (
        "Deal", "Kind", "Format", "Stands", "Poster", "With", "Price or budget", "Deadline",
        "So for",
    )  # fmt: skip
    return pages.listed(
        request,
        site,
        title="Deals",
        form=form,
        page=page,
        table=Table(head, rows, "No deal is found."),
    )


def _deal(
    request: HttpRequest, site: admin.AdminSite, operator: Caller, deal_id: UUID
) -> HttpResponse:
    deal = Deal.objects.filter(id=deal_id).exclude(state__in=UNSEEN).first()
    if deal is None:
        raise Http404
    auction = Auction.objects.filter(deal_id=deal.id).order_by("-number").first()
    seats = {} if auction is None else _seats(auction)
    names = _names([deal.poster_id, deal.counterparty_id, *seats])
    sections = [_facts(deal, names), _terms(deal, names)]
    if auction is not None:
        sections += [
            _auction(auction, names), _bids(auction, seats, names), _awards(auction, seats, names),
            _flags(auction, seats, names),
        ]  # fmt: skip
    sections += [_milestones(deal), _holds(deal), _cases(deal), _history(deal)]
    sections += ledger_links(operator, deal.subject)
    why = f" ({spoken(deal.ended_reason).lower()})" if deal.ended_reason else ""
    return pages.sheet(
        request,
        site,
        title=f"{deal.title}: {spoken(deal.state).lower()}{why}",
        up=("Deals", reverse("admin:deals")),
        sections=sections,
    )


def _facts(deal: Deal, names: Names) -> Section:
    return Section(
        "The deal",
        facts=[
            ("Poster", _merchant(deal.poster_id, names)),
            ("With", _merchant(deal.counterparty_id, names)),
            ("Id", pages.name(deal.id)),
            ("Kind", pages.words(f"{deal.kind}, {deal.format}, {deal.visibility}")),
            ("Category", pages.words(deal.category)),
            ("Description", pages.words(deal.description)),
            ("Budget", pages.words(pages.money(deal.budget).text)),
            ("Price", pages.words(pages.money(deal.price).text)),
            ("Deadline", pages.moment(deal.deadline)),
            (
                "Agreement",
                pages.name(deal.agreement_id, place_of(f"agreement/{deal.agreement_id}")),
            ),
            ("Written", pages.moment(deal.created_at)),
            ("So since", pages.moment(deal.entered_at)),
        ],
    )


def _terms(deal: Deal, names: Names) -> Section:
    """Every version, and who accepted which."""
    accepted: dict[int, list[str]] = {}
    for each in Acceptance.objects.filter(deal=deal).order_by("at"):
        accepted.setdefault(each.version, []).append(names.get(each.merchant_id, "–"))
    rows = [
        (
            pages.number(each.version),
            _merchant(each.made_by_id, names),
            pages.words("yes" if each.material else "no"),
            pages.name(each.hash),
            pages.words(", ".join(accepted.get(each.version, []))),
            pages.moment(each.at),
        )
        for each in Terms.objects.filter(deal=deal).order_by("version")
    ]
    head = ("Version", "Written by", "Material", "SHA-256", "Accepted by", "At")
    return Section("Terms", table=Table(head, rows, "Nobody else has seen any yet."))


# --- the auction ----------------------------------------------------------------------------------


def _auction(auction: Auction, names: Names) -> Section:
    leader = _merchant(auction.leader_id, names)
    return Section(
        "The auction",
        facts=[
            ("Stands", pages.words(spoken(auction.state))),
            ("Direction", pages.words(auction.direction)),
            ("Begins at", pages.words(pages.money_text(rupees(auction.start_minor)))),
            ("Price", pages.words(pages.money(auction.price).text)),
            ("Leads", leader),
            ("Bidders", pages.number(auction.bidders_count)),
            ("Bond of each", pages.words(pages.money_text(auction.bond))),
            ("Ends", pages.moment(auction.ends_at)),
            ("At the latest", pages.moment(auction.hard_end_at)),
            ("Rules", pages.name(auction.ruleset_hash)),
        ],
    )


def _bids(auction: Auction, seats: dict[UUID, int], names: Names) -> Section:
    """What everybody was told, the last first."""
    told = Bid.objects.filter(auction=auction, sequence__isnull=False).order_by("-position")
    rows = [
        (
            pages.number(each.sequence or 0),
            pages.words(spoken(_TOLD.get(each.kind, each.kind))),
            _bidder(each.party_id, seats, names),
            pages.money(None if each.amount_minor is None else rupees(each.amount_minor)),
            pages.money(rupees(each.price_after) if each.price_after else None),
            _bidder(each.leader_after_id, seats, names),
            pages.moment(each.at),
        )
        for each in told[:MOST_BIDS]
    ]
    head = ("No.", "What", "Bidder", "Called", "Price then", "Led then", "At")
    return Section("Bids", table=Table(head, rows, "Nobody has bid openly."))


def _awards(auction: Auction, seats: dict[UUID, int], names: Names) -> Section:
    rows = [
        (
            pages.number(each.rank),
            _bidder(each.party_id, seats, names),
            pages.money(rupees(each.price_minor)),
            pages.words(each.state),
            pages.words("yes" if each.is_binding else "no"),
            pages.words(each.reason or each.note),
            pages.moment(each.due_at),
        )
        for each in Award.objects.filter(auction=auction).order_by("number")
    ]
    head = ("Rank", "Bidder", "Price", "Stands", "Binding", "Why", "Answer by")
    return Section("Awards", table=Table(head, rows, "Nobody was chosen yet."))


def _flags(auction: Auction, seats: dict[UUID, int], names: Names) -> Section:
    """Bidders who have something in common: nobody is shut out for it, somebody should look."""
    rows = [
        (
            _bidder(each.party_id, seats, names),
            _bidder(each.other_id, seats, names),
            pages.words(spoken(each.shares)),
            pages.moment(each.at),
        )
        for each in Flag.objects.filter(auction=auction).order_by("at")
    ]
    head = ("Bidder", "And", "Share", "Seen")
    return Section("In common", table=Table(head, rows, "Nothing that bidders share is known."))


# --- the money ------------------------------------------------------------------------------------


def _milestones(deal: Deal) -> Section:
    rows = [
        (
            pages.words(each.title, place_of(f"milestone/{each.id}")),
            pages.words(spoken(each.state)),
            pages.words(each.paused_reason),
            pages.money(rupees(each.amount_minor)),
            pages.money(rupees(each.funded_minor - each.withdrawn_minor)),
            pages.money(rupees(each.released_minor)),
            pages.money(rupees(each.returned_minor)),
            pages.money(rupees(each.disputed_minor)),
            pages.moment(each.deliver_by),
        )
        for each in _milestones_of(deal)
    ]
    head = (
        "Milestone", "Stands", "Held for", "Amount", "Paid in", "Released", "Given back",
        "Disputed", "Deliver by",
    )  # fmt: skip
    return Section("Escrow", table=Table(head, rows, "Nothing was agreed yet."))


def _holds(deal: Deal) -> Section:
    found = Hold.objects.filter(milestone__in=_milestones_of(deal)).select_related("milestone")
    rows = [
        (
            pages.words(each.milestone.title),
            pages.words(each.kind),
            pages.name(each.cause, place_of(each.cause)),
            pages.moment(each.began_at),
            pages.moment(each.ended_at),
        )
        for each in found.order_by("began_at")
    ]
    head = ("Milestone", "Held for", "Because of", "From", "Until")
    return Section("Holds", table=Table(head, rows, "Nothing was ever held up."))


def _milestones_of(deal: Deal) -> QuerySet[Milestone]:
    """Of every agreement it has had: after a default there is another."""
    agreements = Agreement.objects.filter(
        Q(subject=deal.subject) | Q(subject__startswith=f"{deal.subject}/")
    )
    return Milestone.objects.filter(agreement__in=agreements).order_by("agreement_id", "position")


def _cases(deal: Deal) -> Section:
    milestones = (f"milestone/{each.id}" for each in _milestones_of(deal))
    return questions([deal.subject, *milestones])


def _history(deal: Deal) -> Section:
    """As its poster was told of it."""
    rows = [
        (pages.moment(each.at), pages.words(spoken(each.type.partition(".")[2])))
        for each in events.of_subject(deal.subject)
    ]
    return Section("What happened", table=Table(("When", "What"), rows))


# --- whose it is ----------------------------------------------------------------------------------


def _seats(auction: Auction) -> dict[UUID, int]:
    """The number that each bidder goes by."""
    rows = Participant.objects.filter(auction=auction)
    return dict(rows.values_list("party_id", "number"))


def _names(merchant_ids: list[UUID | None]) -> Names:
    found = identity.standings([each for each in merchant_ids if each is not None])
    return {merchant_id: standing.name for merchant_id, standing in found.items()}


def _merchant(merchant_id: UUID | None, names: Names) -> Cell:
    if merchant_id is None:
        return Cell("–")
    return pages.words(names.get(merchant_id), place_of(f"merchant/{merchant_id}"))


def _bidder(party_id: UUID | None, seats: dict[UUID, int], names: Names) -> Cell:
    if party_id is None:
        return Cell("–")
    number = seats.get(party_id, 0)
    return pages.words(f"{number}: {names.get(party_id)}", place_of(f"merchant/{party_id}"))
