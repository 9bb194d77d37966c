"""A fact whose words are not to be found holds up none of those after it, and is not forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import pytest

from adulis.audit.models import AuditRecord
from adulis.events import actions as events
from adulis.events.models import Event
from adulis.events.values import Fact, Recorded
from adulis.kernel import db
from adulis.notifications import actions, queries, tasks
from adulis.notifications.errors import (
    NewsNotFound,
    NewsStillUnwritable,
    NewsToldAlready,
    Unwritable,
)
from adulis.notifications.models import Unwritten
from adulis.notifications.words import told_of
from tests.dealing import WHO, proposed
from tests.facts import settle
from tests.letters import letters_to
from tests.rows import changed_since, everything
from tests.world import Shop, a_shop

NOBODY = UUID("01930000-0000-7000-8000-00000000dead")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedLongAgo(Fact):
    """As a release told it that knew no terms: what its letter says is not there."""

    type: ClassVar[str] = "deal.proposed"
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue(Fact):
    """Its milestone is none."""

    type: ClassVar[str] = "milestone.overdue"
    about: str


def listen() -> None:
    settle()
    while tasks.listen():
        pass


def headlines(shop: Shop) -> list[str]:
    """But for the account it began with."""
    letters = [each.subject for each in letters_to(shop.owner_email) if "news" in each.template]
    return [each for each in letters if not each.startswith("A new bank account")]


def plant(fact: Fact) -> None:
    with db.transaction():
        events.record(fact=fact, at=db.clock())


def planted(fact: Fact) -> Recorded:
    plant(fact)
    row = Event.objects.order_by("-id")[0]
    return Recorded(
        type=row.type, subject=row.subject, subject_sequence=row.subject_sequence,
        merchant_id=row.merchant_id, payload=row.payload, at=row.at,
    )  # fmt: skip


@pytest.mark.usefixtures("fresh_database")
def test_the_letters_after_it_are_written_and_it_is_noted_once() -> None:
    listen()
    buyer, seller = a_shop("Asha"), a_shop("Binu")
    deal = proposed(buyer, seller, title="Pumps")
    plant(ProposedLongAgo(subject_id=deal.id, merchant_id=seller.id, side="counterparty"))
    plant(Overdue(subject_id=NOBODY, merchant_id=seller.id, about=f"deal/{deal.id}"))
    proposed(buyer, seller, title="Valves")
    listen()
    assert headlines(seller) == ["Asha proposes a deal: Pumps", "Asha proposes a deal: Valves"]
    listen()
    first, second = queries.unwritten_for_operator()
    assert (first.type, first.subject, first.reason) == (
        "deal.proposed", f"deal/{deal.id}", "KeyError: 'amount'",
    )  # fmt: skip
    assert (second.type, second.merchant_id) == ("milestone.overdue", seller.id)
    assert AuditRecord.objects.filter(action="news.leave_unwritten").count() == 2


@pytest.mark.django_db
class TestToldAfterAll:
    def untold(self, shop: Shop) -> Unwritten:
        """Noted when its words were not to be found; they are by now."""
        proposed(a_shop("Asha"), shop, title="Pumps")
        row = Event.objects.get(type="deal.proposed", merchant_id=shop.id)
        return Unwritten.objects.create(
            type=row.type, subject=row.subject, subject_sequence=row.subject_sequence,
            merchant_id=shop.id, reason="KeyError: 'amount'", noted_at=db.clock(),
        )  # fmt: skip

    def again(self, unwritten_id: UUID) -> None:
        with db.transaction():
            actions.tell_again(unwritten_id=unwritten_id, reason="Mended", actor=WHO, at=db.clock())

    def test_once(self) -> None:
        shop = a_shop("Binu")
        row = self.untold(shop)
        self.again(row.id)
        assert headlines(shop) == ["Asha proposes a deal: Pumps"]
        assert list(queries.unwritten_for_operator()) == []
        assert AuditRecord.objects.get(action="news.tell_again").after["reason"] == "Mended"
        before = everything()
        with pytest.raises(NewsToldAlready):
            self.again(row.id)
        with pytest.raises(NewsNotFound):
            self.again(NOBODY)
        assert changed_since(before) == {}

    def test_not_while_the_words_are_missing(self) -> None:
        shop = a_shop("Binu")
        deal = proposed(a_shop("Asha"), shop, title="Pumps")
        bad = planted(ProposedLongAgo(subject_id=deal.id, merchant_id=shop.id, side="counterparty"))
        with pytest.raises(Unwritable):
            told_of(bad)
        with db.transaction():
            assert actions.tell(fact=bad, actor=WHO, at=db.clock()) == ()
        row = Unwritten.objects.get()
        before = everything()
        with pytest.raises(NewsStillUnwritable) as refused:
            self.again(row.id)
        assert refused.value.facts == {"missing": "KeyError: 'amount'"}
        assert changed_since(before) == {}
