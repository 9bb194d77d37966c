"""Whatever one side does, and takes back, and does again: the other side's money does not move.

Every sequence of one side's deeds is tried from every state, as far as the platform lets it go. A
marketplace once paid the wrong side because "confirm, take it back, say nothing" led into a rule
about silence: so after each sequence both fall silent, and whoever has done their part is paid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from adulis.escrow import actions
from adulis.escrow.models import Milestone, Proposal
from adulis.escrow.values import Confirmation, Rest
from adulis.kernel import db
from adulis.kernel.errors import Refusal
from adulis.kernel.money import rupees
from tests.bank import broken_promises
from tests.escrowing import DAY, PAISE, Deal, a_deal, act, pass_time
from tests.world import Shop

pytestmark = pytest.mark.django_db
OVER = {"released", "refunded", "cancelled"}
Deed = Callable[[Deal], Any]


def _deeds(me: str) -> dict[str, Deed]:
    """What ``me``, buyer or seller, can try alone; the other side's deeds among them."""

    def who(deal: Deal) -> Shop:
        shop: Shop = getattr(deal, me)
        return shop

    def mine(verb: Any, **told: Any) -> Deed:
        return lambda deal: act(verb, who(deal), milestone_id=deal.id(), **told)

    def approve(deal: Deal, paise: int = 0) -> Any:
        confirmed = Confirmation(
            amount=rupees(paise or deal.milestone().left_minor), payee_id=deal.seller.id
        )
        verb = actions.approve_milestone
        return mine(verb, confirmed=confirmed, rest=Rest.RETURN)(deal)

    def about_offer(verb: Any, **told: Any) -> Deed:
        def answer(deal: Deal) -> Any:
            offer = Proposal.objects.filter(milestone_id=deal.id(), state="open").first()
            if offer is None:
                raise NothingThere
            return mine(verb, proposal_id=offer.id, **told)(deal)

        return answer

    everything = {"to_seller_paise": PAISE, "to_buyer_paise": 0}
    nothing = {"to_seller_paise": 0, "to_buyer_paise": PAISE}
    return {
        "submit": mine(actions.submit_milestone, note="Done.", evidence=()),
        "request changes": mine(actions.request_changes, reason="Not quite."),
        "approve": approve,
        "cancel": mine(actions.cancel_milestone),
        "refund": mine(actions.refund_milestone, amount=None),
        "all to the seller": mine(
            actions.propose_split, to_seller=rupees(PAISE), to_buyer=rupees(0), note=""
        ),
        "all to the buyer": mine(
            actions.propose_split, to_seller=rupees(0), to_buyer=rupees(PAISE), note=""
        ),
        "accept": about_offer(actions.accept_proposal, confirmed=everything),
        "accept none": about_offer(actions.accept_proposal, confirmed=nothing),
        "withdraw": about_offer(actions.withdraw_proposal),
        "call it off": lambda deal: act(
            actions.propose_cancellation, who(deal), agreement_id=deal.agreement_id, note=""
        ),
        "signal": mine(actions.record_signal, name="arrived"),
    }  # fmt: skip


class NothingThere(Exception):
    """There is no offer to answer."""


def _funded(_: Deal) -> None:
    """As it is."""


def _submitted(deal: Deal) -> None:
    deal.submit()


def _sent_back(deal: Deal) -> None:
    deal.submit()
    deal.request_changes()


STATES = {"funded": _funded, "submitted": _submitted, "sent back": _sent_back}


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened."""
    # Inside another one of its name the newest counts, until it is released.
    db.execute("SAVEPOINT tried")
    try:
        yield
    finally:
        db.execute("ROLLBACK TO SAVEPOINT tried")
        db.execute("RELEASE SAVEPOINT tried")


@pytest.fixture
def deal() -> Deal:
    """Paid in, to be delivered within ten days."""
    made = a_deal(deliver_by=db.clock() + 10 * DAY)
    made.fund()
    return made


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("me", ["buyer", "seller"])
def test_d04_nothing_that_one_side_does_alone_takes_the_others_money(
    deal: Deal, me: str, state: str, release_size: bool
) -> None:
    depth = 3 if release_size else 2
    STATES[state](deal)
    other: Shop = deal.seller if me == "buyer" else deal.buyer
    tried = 0

    def go_on(told: tuple[str, ...]) -> None:
        nonlocal tried
        for name, deed in _deeds(me).items():
            with undone():
                had = other.available
                try:
                    deed(deal)
                except (Refusal, NothingThere):
                    continue
                tried += 1
                story = (*told, name)
                # It may be given to, never taken from; and escrow is not emptied towards oneself.
                assert other.available >= had, story
                mine: Shop = getattr(deal, me)
                assert mine.available == before, story
                silence_pays_whoever_did_their_part(deal, story)
                if len(story) < depth and deal.state() not in OVER:
                    go_on(story)

    before = getattr(deal, me).available
    go_on(())
    assert tried > depth
    assert broken_promises() == []


def silence_pays_whoever_did_their_part(deal: Deal, story: tuple[str, ...]) -> None:
    """Both say nothing any more: what was handed in is paid, what was not goes back."""
    row: Milestone = deal.milestone()
    ends = {"submitted": "released", "released": "released", "refunded": "refunded"}
    with undone():
        pass_time(timedelta(days=400))
        assert deal.state() == ends.get(row.state, "refunded"), story
        paid = PAISE if deal.state() == "released" else 0
        assert (deal.seller.available, deal.buyer.available) == (paid, 10 * PAISE - paid), story
