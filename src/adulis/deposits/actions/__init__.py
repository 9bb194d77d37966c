"""The verbs of deposits, one module for each thing that happens to money that comes in."""

from adulis.deposits.actions.answering import (
    answer_chargeback,
    note_told,
    park_replies,
    take_up_replies,
)
from adulis.deposits.actions.cancelling import cancel_deposit
from adulis.deposits.actions.capturing import capture
from adulis.deposits.actions.charging_back import (
    note_dispute_silence,
    park_chargebacks,
    weigh_dispute,
)
from adulis.deposits.actions.clearing import clear_deposit
from adulis.deposits.actions.creating import (
    create_deposit,
    give_up_opening,
    leave_to_the_worker,
    look_again,
    note_intent_asked,
    refuse_intent,
)
from adulis.deposits.actions.deciding import decide_case
from adulis.deposits.actions.deciding_back import decide_chargeback, decide_refund
from adulis.deposits.actions.declaring import declare_payer
from adulis.deposits.actions.quoting import create_quote, take_rate
from adulis.deposits.actions.refund_watching import open_overdue_refunds, park_refunds
from adulis.deposits.actions.refund_words import (
    ask_about_refunds,
    note_refund_absent,
    note_refund_ordered,
    note_refund_silence,
    nudge_refund,
    refuse_refund,
    take_up_refunds,
    weigh_refund,
)
from adulis.deposits.actions.refunding import create_refund, return_payment
from adulis.deposits.actions.settling import (
    decide_settlement,
    match_settlement,
    meet_payouts,
    park_settlement,
    take_settlement,
)
from adulis.deposits.actions.suspending import ask_about, suspend
from adulis.deposits.actions.unreported import (
    answer_unreported,
    ask_about_unreported,
    decide_unreported,
)
from adulis.deposits.actions.watching import open_overdue_cases, park_deposits
from adulis.deposits.actions.weighing import weigh_intent, weigh_stray

__all__ = [
    "answer_chargeback",
    "answer_unreported",
    "ask_about",
    "ask_about_refunds",
    "ask_about_unreported",
    "cancel_deposit",
    "capture",
    "clear_deposit",
    "create_deposit",
    "create_quote",
    "create_refund",
    "decide_case",
    "decide_chargeback",
    "decide_refund",
    "decide_settlement",
    "decide_unreported",
    "declare_payer",
    "give_up_opening",
    "leave_to_the_worker",
    "look_again",
    "match_settlement",
    "meet_payouts",
    "note_dispute_silence",
    "note_intent_asked",
    "note_refund_absent",
    "note_refund_ordered",
    "note_refund_silence",
    "note_told",
    "nudge_refund",
    "open_overdue_cases",
    "open_overdue_refunds",
    "park_chargebacks",
    "park_deposits",
    "park_refunds",
    "park_replies",
    "park_settlement",
    "refuse_intent",
    "refuse_refund",
    "return_payment",
    "suspend",
    "take_rate",
    "take_settlement",
    "take_up_refunds",
    "take_up_replies",
    "weigh_dispute",
    "weigh_intent",
    "weigh_refund",
    "weigh_stray",
]
