"""The verbs of deals."""

from adulis.deals.actions.binding import agree, begin_review, lapse
from adulis.deals.actions.cancelling import cancel_deal
from adulis.deals.actions.drafting import create_deal, delete_deal, edit_deal
from adulis.deals.actions.following import complete_deal, default_deal, start_deal, unwind_deal
from adulis.deals.actions.inviting import invite, join_deal, revoke_deal_invitation
from adulis.deals.actions.proposing import (
    accept_deal,
    counter_deal,
    negotiate,
    propose_deal,
    reject_deal,
)
from adulis.deals.actions.publishing import (
    amend_deal,
    approve_deal,
    expire_deal_approval,
    publish_deal,
    refuse_deal,
    reopen,
    withdraw_deal,
)
from adulis.deals.actions.reviewing import note_ruling, review_deal
from adulis.deals.actions.talking import (
    begin_attachment,
    keep_attachment,
    remove_attachment,
    unwatch_deal,
    watch_deal,
    write_message,
)
from adulis.deals.actions.timing import fire_timer, park_timer

__all__ = [
    "accept_deal",
    "agree",
    "amend_deal",
    "approve_deal",
    "begin_attachment",
    "begin_review",
    "cancel_deal",
    "complete_deal",
    "counter_deal",
    "create_deal",
    "default_deal",
    "delete_deal",
    "edit_deal",
    "expire_deal_approval",
    "fire_timer",
    "invite",
    "join_deal",
    "keep_attachment",
    "lapse",
    "negotiate",
    "note_ruling",
    "park_timer",
    "propose_deal",
    "publish_deal",
    "refuse_deal",
    "reject_deal",
    "remove_attachment",
    "reopen",
    "review_deal",
    "revoke_deal_invitation",
    "start_deal",
    "unwatch_deal",
    "unwind_deal",
    "watch_deal",
    "withdraw_deal",
    "write_message",
]
