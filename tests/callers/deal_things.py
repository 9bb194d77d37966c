"""One of everything a merchant can have in deals: written, put before others, agreed and done.

All of them are for the invited alone, or between two: what everybody may see is nobody's in
particular.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from adulis.deals import actions
from adulis.deals.models import Deal
from adulis.deals.values import DealFormat, DealKind, Visibility
from adulis.files import actions as files
from adulis.files.sniffing import inspect
from adulis.files.values import FilePurpose
from adulis.kernel import db
from adulis.kernel.money import rupees
from tests.dealing import (
    WHO,
    a_draft,
    act,
    agreed,
    amounts,
    an_open_deal,
    completed,
    invited,
    last_terms,
    proposed,
)
from tests.files import a_pdf
from tests.world import Shop, a_shop

ABOVE_THE_LIMIT = rupees(300_000_000)
PAISE = 10_000


def deal_things(shop: Shop, note: str) -> dict[str, Any]:
    """By the names they are looked up by where the path says ``deal_id``."""
    dealer = a_shop("Dealer", paise=2 * PAISE)
    written: dict[str, Any] = {"title": note, "description": note}
    draft = a_draft(shop, visibility=Visibility.INVITED, **written)
    direct = a_draft(shop, DealFormat.DIRECT, counterparty_id=dealer.id, **written)
    incoming = proposed(dealer, shop, **written)
    bound = agreed(dealer, shop, **written)
    act(actions.write_message, dealer, deal_id=bound.id, text=note)
    sold = agreed(dealer, shop, body=amounts(PAISE), kind=DealKind.REQUEST, **written)
    return {
        "draft_deal_id": draft.id,
        "attachment_id": _attachment(shop, draft, note),
        "direct_deal_id": direct.id,
        **_put_up(shop, note),
        "incoming_deal_id": incoming.id,
        "incoming_hash": last_terms(incoming).hash,
        "agreed_deal_id": bound.id,
        "completed_deal_id": completed(dealer, shop, sold).id,
        "dealer_id": dealer.id,
    }


def _put_up(shop: Shop, note: str) -> dict[str, Any]:
    """One that waits for an operator, one that is bid on, and one that was."""
    told: dict[str, Any] = {"visibility": Visibility.INVITED, "title": note}
    waiting = an_open_deal(shop, budget=ABOVE_THE_LIMIT, **told)
    is_open, reviewing = (an_open_deal(shop, **told) for _ in range(2))
    with db.transaction():
        actions.begin_review(deal_id=reviewing.id, actor=WHO, at=db.clock())
    return {
        "awaiting_deal_id": waiting.id,
        "open_deal_id": is_open.id,
        "deal_invitation_id": invited(shop, is_open, f"{note.lower()}@example.com").id,
        "reviewing_deal_id": reviewing.id,
    }


def _attachment(shop: Shop, deal: Deal, note: str) -> UUID:
    content = a_pdf(note)
    given = inspect(content, purpose=FilePurpose.DEAL, name=f"{note}.pdf")
    file_id = act(actions.begin_attachment, shop, deal_id=deal.id, given=given)
    key_id = files.put_content(file_id=file_id, content=content, actor=shop.actor, at=db.clock())
    made: UUID = act(
        actions.keep_attachment, shop, deal_id=deal.id, file_id=file_id, key_id=key_id
    ).id
    return made


# Which of them an operation is about.
DEALS_INSTEAD: dict[str, dict[str, str]] = {
    name: {"deal_id": which}
    for which, names in {
        "draft_deal_id": (
            "get_deal", "edit_deal", "delete_deal", "publish_deal", "watch_deal", "unwatch_deal",
            "get_deal_watch_level", "set_deal_watch_level",
            "list_deal_attachments", "attach_to_deal", "remove_deal_attachment",
            "link_deal_attachment",
        ),
        "direct_deal_id": ("propose_deal",),
        "awaiting_deal_id": ("withdraw_deal",),
        "open_deal_id": (
            "amend_deal", "cancel_deal", "invite_to_deal", "list_deal_invitations",
            "revoke_deal_invitation",
        ),
        "reviewing_deal_id": ("reopen_deal",),
        "incoming_deal_id": (
            "counter_deal", "accept_deal", "reject_deal", "list_deal_terms", "diff_deal_terms",
            "get_deal_cancellation", "get_deal_timeline",
        ),
        "agreed_deal_id": ("list_deal_messages", "write_deal_message", "list_deal_threads"),
        "completed_deal_id": ("list_deal_reviews", "review_deal"),
    }.items()
    for name in names
}  # fmt: skip

TERMS = {
    "scope": "Forty pumps",
    "milestones": [{"title": "All", "share_bp": 10_000}],
    "inspection_days": 7,
}
PRICED = {"scope": "Fewer pumps", "milestones": [{"title": "All", "amount_paise": 90_000}]}
DEAL = {
    "kind": "request", "format": "open", "title": "Pumps", "category": "machinery",
    "budget_paise": 100_000, "deadline": "2089-01-01T00:00:00Z", "terms": TERMS,
}  # fmt: skip


def consent(world: Any) -> dict[str, Any]:
    return {"version": 1, "terms_hash": world.things["own"]["incoming_hash"]}
