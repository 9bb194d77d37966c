"""What is known of a case, as sections of its page: both sides, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adulis.backoffice import pages
from adulis.backoffice.evidence import facts_of
from adulis.backoffice.pages import Cell, Section, Table
from adulis.backoffice.places import place_of
from adulis.cases.models import Case
from adulis.deposits import queries as deposits
from adulis.deposits.models import Deposit
from adulis.identity import queries as identity
from adulis.oversight.values import TO_WHOM
from adulis.payouts import queries as payouts
from adulis.payouts.models import Payout


def facts(case: Case, now: datetime) -> Section:
    names = names_of((case.proposed_by, case.decided_by))
    merchants = identity.standings([case.merchant_id] if case.merchant_id else [])
    known = [
        ("About", pages.name(case.subject, place_of(case.subject))),
        ("Merchant", merchant_cell(case.merchant_id, merchants)),
        ("Stands", pages.words(case.state)),
        ("Asked", pages.moment(case.opened_at)),
        ("Age", pages.age(case.opened_at, case.closed_at or now)),
    ]
    if case.proposed_by:
        who = pages.words(names.get(case.proposed_by, case.proposed_by), _person(case.proposed_by))
        known += [("Proposed", pages.words(word(case.proposed_decision))), ("By", who)]
        known += [
            (word(name), pages.words(value, _named(name, value)))
            for name, value in case.proposed_details.items()
        ]
    if case.closed_at:
        by = names.get(case.decided_by, case.decided_by)
        known += [
            ("Decided", pages.words(word(case.decision) or "by evidence")),
            ("By", pages.words(by, _person(case.decided_by))),
            ("At", pages.moment(case.closed_at)),
        ]
    return Section("The case", facts=known)


def evidence(case: Case) -> list[Section]:
    sections = []
    for number, shown in enumerate(case.evidence, start=1):
        rows = [
            (pages.words(fact.label), pages.words(fact.theirs), pages.words(fact.ours))
            for fact in facts_of(shown)
        ]
        at = shown.get("at")
        said = [
            ("Told by", pages.words(shown.get("by"))),
            ("At", pages.moment(datetime.fromisoformat(at) if at else None)),
        ]
        table = Table(("Fact", "They say", "We have"), rows, "Nothing but that it was asked.")
        sections.append(Section(f"Evidence {number}", facts=said, table=table))
    return sections


def history(case: Case) -> list[Section]:
    """What else is on record about the payout or the deposit that it is about."""
    kind, _, thing = case.subject.partition("/")
    steps: list[Any] = []
    if kind in {"payout", "payout-return"}:
        steps = [
            each for row in Payout.objects.filter(id=thing) for each in payouts.timeline_of(row)
        ]
    if kind == "deposit":
        steps = [
            each for row in Deposit.objects.filter(id=thing) for each in deposits.timeline_of(row)
        ]
    if not steps:
        return []
    return [timeline(steps)]


def timeline(steps: Iterable[Any]) -> Section:
    """Every fact and every word of the other side, in their order."""
    rows = [
        (
            pages.moment(each.at),
            pages.words("we" if each.kind == "fact" else each.kind),
            pages.words(each.what),
            pages.words(_line(each.detail)),
        )
        for each in steps
    ]
    return Section("What happened", table=Table(("When", "Told by", "What", "With it"), rows))


def _line(detail: Mapping[str, Any]) -> str:
    left_out = {"merchant_id", "subject_id"}
    found = facts_of({name: each for name, each in detail.items() if name not in left_out})
    told = ((fact.label, fact.theirs or fact.ours) for fact in found)
    return " · ".join(f"{label} {value}" for label, value in told if value != "–")


def names_of(people: Iterable[str]) -> dict[str, str]:
    found = identity.names_of(("user", each) for each in people if place_of(f"user/{each}"))
    return {person: name for (_, person), name in found.items()}


def merchant_cell(merchant_id: UUID | None, known: Mapping[UUID, Any]) -> Cell:
    if merchant_id is None:
        return Cell("–")
    standing = known.get(merchant_id)
    return pages.words(
        standing.name if standing else merchant_id, place_of(f"merchant/{merchant_id}")
    )


def _named(what: str, value: str) -> str:
    return place_of(f"{what.removesuffix('_id')}/{value}") if what in TO_WHOM else ""


def _person(person: str) -> str:
    return place_of(f"user/{person}")


def word(text: str) -> str:
    return text.removesuffix("_id").replace("_", " ").capitalize()
