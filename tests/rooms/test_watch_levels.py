"""A person hears as much of one deal as they want, and of what is mandatory always."""

from __future__ import annotations

from uuid import UUID

import pytest

from adulis.audit.models import AuditRecord
from adulis.disputes import actions as disputes
from adulis.disputes.values import Reason
from adulis.identity.values import MemberRole
from adulis.kernel import db
from adulis.kernel.money import rupees
from adulis.notifications import actions
from adulis.notifications.models import Watching
from adulis.notifications.values import WatchLevel
from tests.dealing import accepted, act, fund, milestones, proposed, release, submit
from tests.letters import letters_to
from tests.telling import TESTS, tell_all, titles_to
from tests.world import Shop, a_member, a_shop

pytestmark = pytest.mark.django_db
# What is about no deal.
_NO_DEALS = ("A new bank account", "Arrived by bank transfer")


def watches(user_id: UUID, deal_id: UUID, level: WatchLevel) -> None:
    with db.transaction():
        actions.watch_at_level(
            user_id=user_id, deal_id=deal_id, level=level, actor=TESTS, at=db.clock()
        )


def disputed(level: WatchLevel) -> tuple[Shop, Shop]:
    """A buyer and a seller who both watch their deal at ``level``, and quarrel in the end."""
    buyer, seller = a_shop("Asha", paise=2_000_000), a_shop("Binu")
    deal = accepted(seller, proposed(buyer, seller, title="Pumps"))
    for shop in (buyer, seller):
        watches(shop.owner_id, deal.id, level)
    fund(buyer, deal)
    submit(seller, deal)
    act(
        disputes.open_dispute, buyer, milestone_id=milestones(deal)[0].id,
        reason=Reason.DEFECTIVE, amount=rupees(200_000), claimed=rupees(150_000),
        statement="It does not pump.",
    )  # fmt: skip
    tell_all()
    return buyer, seller


def told(shop: Shop) -> list[str]:
    return told_to(shop.owner_id)


def told_to(user_id: UUID) -> list[str]:
    return [each for each in titles_to(user_id) if not each.startswith(_NO_DEALS)]


def written(shop: Shop) -> list[str]:
    letters = [each for each in letters_to(shop.owner_email) if "news" in each.template]
    return [each.subject for each in letters if not each.subject.startswith(_NO_DEALS)]


SUBMITTED, FUNDED = "Delivered: Part 1", "Paid into escrow: Part 1"
AGREED, PROPOSED = "Agreed: Pumps", "Asha proposes a deal: Pumps"
DISPUTED = "Asha disputes Part 1"


@pytest.mark.parametrize(
    ("level", "to_buyer", "to_seller"),
    [
        (WatchLevel.ALL, [AGREED, SUBMITTED], [PROPOSED, AGREED, FUNDED, DISPUTED]),
        (WatchLevel.MY_TURN, [AGREED, SUBMITTED], [PROPOSED, AGREED, FUNDED, DISPUTED]),
        (WatchLevel.MONEY, [], [FUNDED, DISPUTED]),
        (WatchLevel.MUTED, [], [DISPUTED]),
    ],
)
def test_each_level_in_the_inbox_and_by_letter(
    level: WatchLevel, to_buyer: list[str], to_seller: list[str]
) -> None:
    buyer, seller = disputed(level)
    assert (told(buyer), told(seller)) == (to_buyer, to_seller)
    assert (written(buyer), written(seller)) == (to_buyer, to_seller)


def test_it_is_of_one_deal_and_of_one_person() -> None:
    buyer, seller = a_shop("Asha", paise=2_000_000), a_shop("Binu")
    colleague, _ = a_member(seller, MemberRole.FINANCE)
    quiet = proposed(buyer, seller, title="Pumps")
    proposed(buyer, seller, title="Valves")
    watches(seller.owner_id, quiet.id, WatchLevel.MUTED)
    tell_all()
    assert told(seller) == ["Asha proposes a deal: Valves"]
    assert told_to(colleague) == [PROPOSED, "Asha proposes a deal: Valves"]


def test_whoever_wants_to_hear_of_money_hears_of_it_being_released() -> None:
    buyer, seller = a_shop("Asha", paise=2_000_000), a_shop("Binu")
    deal = accepted(seller, proposed(buyer, seller, title="Pumps"))
    watches(buyer.owner_id, deal.id, WatchLevel.MONEY)
    watches(seller.owner_id, deal.id, WatchLevel.MY_TURN)
    fund(buyer, deal)
    submit(seller, deal)
    release(buyer, seller, deal)
    tell_all()
    assert told(buyer) == ["Released: Part 1"]
    assert told(seller) == [PROPOSED, AGREED, FUNDED]


def test_the_last_choice_counts_and_each_is_on_record() -> None:
    shop = a_shop("Asha")
    deal_id = shop.id  # whatever its id is
    watches(shop.owner_id, deal_id, WatchLevel.MUTED)
    watches(shop.owner_id, deal_id, WatchLevel.MONEY)
    [row] = Watching.objects.filter(user_id=shop.owner_id)
    assert row.level == WatchLevel.MONEY
    records = AuditRecord.objects.filter(action="preferences.watch").order_by("id")
    assert [each.after["level"] for each in records] == ["muted", "money"]
