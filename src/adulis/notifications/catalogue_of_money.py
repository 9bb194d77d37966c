"""The words for what happens to a merchant's money and to people's logins.

Words of banks (why a payout failed) are not told: the page explains them.
"""

from __future__ import annotations

from adulis.identity.values import MemberRole
from adulis.notifications.values import Group, News, Payload, grouped

_DEPOSIT, _DEPOSIT_OF = "deposits/{thing_id}", "deposits/{deposit_id}"
_ACCOUNT = "settings/sessions"


def _by_a_third_party(payload: Payload) -> bool:
    return bool(payload["is_third_party"])


def _from_a_new_device(payload: Payload) -> bool:
    return bool(payload["is_new_device"])


def _not_by_themselves(payload: Payload) -> bool:
    return bool(payload["reason"] != "by_merchant")


BACK = {
    "payout.returned": News(
        "A payout came back: {amount}",
        "The beneficiary's bank has sent a payout of {amount} back. The money is available again.",
        "Open the payout",
        page="payouts/{thing_id}",
    ),
    "payout.paid_late": News(
        "Paid after all: {amount}",
        "The bank has paid {amount} after it had refused to, so that was taken from your balance"
        " again. You owe {owed} of it.",
        "Open the payout",
        page="payouts/{thing_id}",
    ),
    "payout.late_payment_returned": News(
        "A late payment came back: {amount}",
        "The bank has taken {amount} back that it had paid after refusing to. {credited} of it is"
        " available again; the rest settled what you owed for it.",
        "Open the payout",
        page="payouts/{thing_id}",
    ),
    "refund.failed": News(
        "A refund did not reach its payer: {amount}",
        "{amount} could not be given back to whoever paid. The money is yours again.",
        "Open the deposit",
        page=_DEPOSIT_OF,
    ),
    "refund.recovered": News(
        "Given back after all: {amount}",
        "The payment gateway gave back what it had said it could not. {amount} was taken from your"
        " balance; you owe {shortfall} of it.",
        "Open the deposit",
        page=_DEPOSIT_OF,
    ),
    "deposit.charged_back": News(
        "Charged back: {amount}",
        "The payer's bank has taken {amount} back. You owe {shortfall} of it. You can contest that"
        " with evidence, or accept it.",
        "See the chargeback",
        page=_DEPOSIT,
    ),
    "chargeback.won": News(
        "Chargeback won: {amount}",
        "The payer's bank has given {amount} back; {credited} of it is yours, less what you owed.",
        "See the chargeback",
        page=_DEPOSIT_OF,
    ),
    "chargeback.lost": News(
        "Chargeback lost: {amount}",
        "{amount} stays with the payer.",
        "See the chargeback",
        page=_DEPOSIT_OF,
    ),
}

PAYOUTS = {
    "payout.failed": News(
        "A payout failed: {amount}",
        "The bank has refused a payout of {amount} for good. The money is available again.",
        "Open the payout",
        page="payouts/{thing_id}",
    ),
    "payout.in_doubt": News(
        "No answer from the bank: {amount}",
        "The bank has not said what became of a payout of {amount}. It is asked until it does; the"
        " money stays set aside meanwhile.",
        "Open the payout",
        page="payouts/{thing_id}",
        has_letter=False,
    ),
    "payout_batch.cancelled": News(
        "A batch will not be paid",
        "Nothing of it will ever be paid: {reason}.",
        "Open the batch",
        page="batches/{thing_id}",
        code="reason",
        has_letter=False,
    ),
    "payout_batch.finished": News(
        "A batch is through",
        "{created_count} payouts were made of it, and {refused_count} of its rows were refused.",
        "Open the batch",
        page="batches/{thing_id}",
        has_letter=False,
    ),
}

MONEY_IN = {
    "deposit.captured": News(
        "Paid by somebody else: {amount}",
        "{amount} was paid by somebody else than you had named. It clears once you say who that"
        " was.",
        "Say who it was",
        _by_a_third_party,
        page=_DEPOSIT,
    ),
    "payment.suspended": News(
        "A payment does not fit: {paid}",
        "{paid} came in that does not fit what you had asked for: {mismatch}. Two operators decide"
        " whose it is.",
        "Open the deposit",
        page=_DEPOSIT_OF,
        code="mismatch",
    ),
    "payment.assigned": News(
        "A payment is yours: {paid}",
        "Two operators looked at {paid} that had not fitted: it is of this deposit now.",
        "Open the deposit",
        page=_DEPOSIT_OF,
    ),
    "deposit.cleared": News(
        "Cleared: {net}",
        "{net} of a deposit of {amount} is available; {fee} fee and {tax} tax were kept of it.",
        "Open the deposit",
        page=_DEPOSIT,
    ),
    "bank_transfer.credited": News(
        "Arrived by bank transfer: {amount}",
        "{amount} has arrived from {payer}, under the reference {utr}.",
        "Open the ledger",
        page="ledger",
    ),
    "incoming_transfer.received": News(
        "Transferred to you: {amount}",
        "{amount} has arrived from another merchant. {note}",
        "Open the transfer",
        page="transfers/{thing_id}",
    ),
}

APPROVALS = {
    "approval.asked": News(
        "Waits for you: {kind}",
        "Something waits for another owner to agree: {kind}. What nobody has decided in time is not"
        " done.",
        "Look at it",
        page="approvals",
        code="kind",
        role=MemberRole.OWNER,
        but="asked_by",
    ),
    "approval.refused": News(
        "Not agreed to: {kind}",
        "Another owner has said no: {kind}. It is not done.",
        "Look at it",
        page="approvals",
        code="kind",
        has_letter=False,
    ),
    "approval.expired": News(
        "Nobody agreed in time: {kind}",
        "Something waited for another owner, and nobody decided: {kind}. It is not done.",
        "Look at it",
        page="approvals",
        code="kind",
        has_letter=False,
    ),
}

VERIFICATION = {
    "verification.verified": News(
        "Verified",
        "We know who you are: money may move, within the limits of the tier {tier}.",
        "See your limits",
    ),
    "verification.refused": News(
        "Not verified yet",
        "Something in what you sent us has to be mended before we can verify you.",
        "See what",
    ),
    "verification.downgraded": News(
        "You have to be verified again",
        "From here on nothing new is paid out, until you are.",
        "See why",
    ),
    "verification.revoked": News(
        "No longer verified",
        "Something was not as it was said to be. From here on nothing new is paid out.",
        "See why",
    ),
}

_OF_PEOPLE = {
    "session.signed_in": News(
        "A new sign-in to your account",
        "Somebody signed in to your account from a browser or a place that we had not seen with it"
        " before. If it was not you, end that session and change your password.",
        "See your sessions",
        _from_a_new_device,
        page=_ACCOUNT,
        person="user_id",
    ),
    "user.password_changed": News(
        "Your password was changed",
        "Every session ended with it. If it was not you, write to us at once.",
        "See your sessions",
        page=_ACCOUNT,
        person="subject",
    ),
    "user.second_factor_turned_on": News(
        "Signing in needs a code now",
        "An authenticator app was set up for your account.",
        "See your account",
        page="settings/authenticator",
        person="subject",
    ),
    "user.second_factor_turned_off": News(
        "Signing in needs no code any more",
        "The authenticator app of your account was forgotten. If it was not you, write to us at"
        " once.",
        "See your account",
        page="settings/authenticator",
        person="subject",
    ),
    "user.recovery_code_used": News(
        "A recovery code was used",
        "Somebody signed in to your account with a recovery code. {left_count} are left.",
        "See your account",
        page="settings/authenticator",
        person="subject",
    ),
}

SECURITY = {
    "bank_account.added": News(
        "A new bank account: {label}",
        "The bank account {label} was added: money can be paid out to it. If nobody of yours did"
        " that, archive it, and write to us.",
        "See your bank accounts",
        page="bank-accounts",
    ),
    "api_key.created": News(
        "A new API key: {prefix}",
        "A program can act for you with the key {prefix}. If nobody of yours made it, revoke it,"
        " and write to us.",
        "See your API keys",
        page="api-keys",
        role=MemberRole.OWNER,
        has_letter=False,
    ),
    "merchant.payouts_frozen": News(
        "Your payouts are held up",
        "No payout of yours is sent until this is over.",
        "See your payouts",
        page="payouts",
        has_letter=False,
        more={"until": "That is at {until}, unless it is lifted earlier or lasts longer."},
    ),
    "merchant.payouts_unfrozen": News(
        "Your payouts go on",
        "Payouts that were held up go on.",
        "See your payouts",
        page="payouts",
        has_letter=False,
    ),
}

_SERVERS = {
    # The room that calls it writes the letter.
    "webhook_endpoint.disabled": News(
        "Events are not sent to {host} any more",
        "Your server at {host} has not taken events for days, or has said that it wants none, or"
        " we have stopped sending to it. {given_up_count} of them were given up; they can be sent"
        " again.",
        "See your endpoints",
        _not_by_themselves,
        page="webhooks",
        role=MemberRole.OWNER,
        has_letter=False,
    ),
}

OF_MONEY = (
    grouped(Group.MONEY_BACK, BACK, is_of_deal=False)
    | grouped(Group.PAYOUTS, PAYOUTS, is_of_deal=False)
    | grouped(Group.MONEY_IN, MONEY_IN, is_of_deal=False)
    | grouped(Group.APPROVALS, APPROVALS, is_of_deal=False)
    | grouped(
        Group.VERIFICATION, VERIFICATION, is_of_deal=False, has_letter=False, page="verification"
    )
    | grouped(Group.SECURITY, _OF_PEOPLE, is_of_deal=False, has_letter=False)
    | grouped(Group.SECURITY, SECURITY, is_of_deal=False)
    | grouped(Group.SYSTEM, _SERVERS, is_of_deal=False)
)
