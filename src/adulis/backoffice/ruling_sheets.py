"""A dispute as whoever rules reads it: what both sides say, offered and brought, in sections."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from adulis.backoffice import pages
from adulis.backoffice.pages import Cell, Section, Table
from adulis.backoffice.places import place_of
from adulis.disputes import queries
from adulis.disputes.queries import Sheet
from adulis.escrow.values import Side
from adulis.kernel.errors import Refusal
from adulis.kernel.money import Money, rupees

if TYPE_CHECKING:
    from adulis.approvals.models import Approval
    from adulis.disputes.models import Dispute


def spoken(word: str) -> str:
    """``not_as_agreed`` for people."""
    return word.replace("_", " ").capitalize()


def asked_row(row: Dispute, now: datetime, *, is_asked: bool, on_it: Cell) -> tuple[Cell, ...]:
    """A line of the list."""
    return (
        pages.words(row.milestone.title, reverse("admin:dispute", args=[row.id])),
        pages.words(spoken(row.state)),
        Cell(at=row.ended_at) if row.ended_at else pages.age(row.entered_at, now),
        on_it,
        pages.words("waited for" if is_asked else ""),
        pages.money(row.amount),
        pages.words(row.opened_by_side),
        pages.words(spoken(row.reason)),
    )


def sections_of(
    sheet: Sheet, asked: Approval | None, now: datetime, *, opens_files: bool
) -> list[Section]:
    """Everything about one dispute."""
    return [
        _facts(sheet, now),
        *([] if asked is None else [_proposed(asked)]),
        *_said(sheet),
        _offers(sheet),
        _evidence(sheet, opens_files=opens_files),
        _rulings(sheet),
    ]


def numbers(sheet: Sheet, to_seller: Money, to_buyer: Money) -> list[tuple[str, str]]:
    """Who would get what, by the reckoning that does it. Raises LockNotFound, AmountNotLeft."""
    found = queries.preview_for_operator(sheet.row.id, to_seller=to_seller, to_buyer=to_buyer)
    buyer, seller = sheet.names[Side.BUYER], sheet.names[Side.SELLER]
    told = [
        (f"To {seller}, net", found.seller_net),
        ("Seller's fee", found.seller_fee),
        ("Tax on it", found.seller_tax),
        (f"Back to {buyer}", found.to_buyer + found.fee_back),
        ("Buyer's fee", found.buyer_fee),
        ("Tax on that", found.buyer_tax),
        ("Altogether", found.total),
    ]
    return [(label, pages.money_text(amount)) for label, amount in told]


def answered(refusal: Refusal) -> str:
    """What it says, with what is locked where that is what matters."""
    locked = refusal.facts.get("locked_paise", refusal.facts.get("left_paise"))
    told = pages.told_of(refusal)
    return told if locked is None else f"{told} Locked: {pages.money_text(rupees(locked))}."


def _facts(sheet: Sheet, now: datetime) -> Section:
    row = sheet.row
    held = "A chargeback or a freeze holds the money: nothing is divided before it ends."
    seller = place_of(f"merchant/{row.seller_id}")
    milestone = place_of(f"milestone/{row.milestone_id}")
    return Section(
        "What it is about",
        facts=[
            ("Agreement", pages.name(row.about, place_of(row.about))),
            ("Milestone", pages.words(row.milestone.title, milestone)),
            ("Buyer", pages.words(sheet.names[Side.BUYER], place_of(f"merchant/{row.buyer_id}"))),
            ("Seller", pages.words(sheet.names[Side.SELLER], seller)),
            ("Stands", pages.words(spoken(row.state))),
            ("For", pages.age(row.entered_at, now)),
            ("Next by itself", pages.moment(sheet.due_at)),
            ("Locked first", pages.money(row.amount)),
            ("Locked now", pages.money(sheet.locked)),
            ("Talks ended by", pages.words(row.escalated_by)),
        ],
        note=held if sheet.is_held_up else "",
    )  # fmt: skip


def _proposed(asked: Approval) -> Section:
    return Section(
        "Waits for a second operator",
        facts=[
            ("Proposed", pages.words("in the inbox", reverse("admin:inbox_one", args=[asked.id]))),
            ("To the seller", pages.money(rupees(asked.details["to_seller_paise"]))),
            ("To the buyer", pages.money(rupees(asked.details["to_buyer_paise"]))),
            ("Why", pages.words(asked.details["reason"])),
        ],
    )


def _said(sheet: Sheet) -> list[Section]:
    row, opener = sheet.row, Side(sheet.row.opened_by_side)
    sections = [
        Section(
            f"The {opener} says",
            facts=[
                ("Reason", pages.words(spoken(row.reason))),
                ("Claims", pages.money(rupees(row.claim_minor))),
                ("At", pages.moment(row.opened_at)),
            ],
            note=row.statement,
        )
    ]
    if row.answered_at is None:
        sections.append(Section(f"The {opener.other} has said nothing"))
    else:
        sections.append(
            Section(
                f"The {opener.other} says",
                facts=[
                    ("Claims", pages.money(rupees(row.answer_claim_minor or 0))),
                    ("At", pages.moment(row.answered_at)),
                ],
                note=row.answer,
            )
        )
    if row.appealed_at is not None:
        facts = [("At", pages.moment(row.appealed_at))]
        sections.append(Section(f"The {row.appealed_by_side} appeals", facts, note=row.appeal))
    return sections


def _offers(sheet: Sheet) -> Section:
    rows = [
        (
            pages.number(each.number),
            pages.words(each.by_side),
            pages.money(rupees(each.to_seller_minor)),
            pages.money(rupees(each.to_buyer_minor)),
            pages.words(spoken(each.state)),
            pages.words(each.note),
            pages.moment(each.at),
        )
        for each in sheet.offers
    ]
    head = ("Number", "By", "To the seller", "To the buyer", "Became of it", "Note", "At")
    note = "The first is what the dispute claims. What somebody would settle for is no admission."
    return Section("Offers", table=Table(head, rows), note=note)


def _evidence(sheet: Sheet, *, opens_files: bool) -> Section:
    rows = [
        (
            pages.words(
                each.name or "file",
                reverse("admin:dispute_file", args=[sheet.row.id, each.file_id])
                if opens_files
                else "",
            ),
            pages.words(each.by),
            pages.name(each.sha256),
            pages.moment(each.at),
        )
        for each in sheet.proofs
    ]
    head = ("File", "By", "SHA-256", "At")
    return Section("Evidence", table=Table(head, rows, "Neither side brought any."))


def _rulings(sheet: Sheet) -> Section:
    rows = [
        (
            pages.number(each.number),
            pages.money(rupees(each.to_seller_minor)),
            pages.money(rupees(each.to_buyer_minor)),
            pages.words(each.reason),
            pages.name(each.ruled_by, place_of(f"user/{each.ruled_by}")),
            pages.name(each.confirmed_by, place_of(f"user/{each.confirmed_by}")),
            pages.moment(each.at),
        )
        for each in sheet.rulings
    ]
    head = ("Number", "To the seller", "To the buyer", "Why", "By", "Confirmed by", "At")
    return Section("Rulings", table=Table(head, rows, "Nobody has ruled yet."))
