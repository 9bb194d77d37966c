"""Why a payout failed or was cancelled, in words for people. Pure.

``source`` says whose doing it was, ``next_step`` what the merchant can do about it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    source: str
    description: str
    next_step: str


_BENEFICIARY, _BANK, _PLATFORM, _MERCHANT = "beneficiary_bank", "bank", "platform", "merchant"
_CHECK = "Check the bank account with the beneficiary and add the right one."

REASONS: dict[str, Reason] = {
    "account_closed": Reason(_BENEFICIARY, "The beneficiary's account is closed.", _CHECK),
    "account_frozen": Reason(_BENEFICIARY, "The beneficiary's account is frozen.", _CHECK),
    "account_dormant": Reason(_BENEFICIARY, "The beneficiary's account is dormant.", _CHECK),
    "invalid_account": Reason(_BENEFICIARY, "There is no such account.", _CHECK),
    "invalid_vpa": Reason(_BENEFICIARY, "There is no such VPA.", _CHECK),
    "invalid_ifsc": Reason(_BENEFICIARY, "There is no such bank branch.", _CHECK),
    "nre_account": Reason(_BENEFICIARY, "The account is an NRE account.", _CHECK),
    "name_mismatch": Reason(_BENEFICIARY, "The name does not fit the account.", _CHECK),
    "limit_exceeded": Reason(
        _BENEFICIARY,
        "The beneficiary's bank does not take this much.",
        "Pay a smaller amount or use another mode.",
    ),
    "imps_not_allowed": Reason(
        _BENEFICIARY, "This branch does not take IMPS.", "Pay again with mode NEFT."
    ),
    "beneficiary_bank_down": Reason(
        _BENEFICIARY, "The beneficiary's bank could not be reached.", "Pay again later."
    ),
    "window_closed": Reason(_BANK, "The bank's window was closed.", "Pay again in opening hours."),
    "insufficient_nostro": Reason(
        _PLATFORM, "The platform's account at the bank was short.", "Pay again; we were told."
    ),
    "maintenance": Reason(_BANK, "The bank was under maintenance.", "Pay again later."),
    "refused": Reason(_BANK, "The bank refused the payment.", "Pay again or ask for support."),
    "duplicate_reference": Reason(
        _PLATFORM, "The bank knows our reference for another payment.", "Ask for support."
    ),
    "never_sent": Reason(
        _BANK, "The bank could not be reached, so nothing was sent.", "Pay again later."
    ),
    "paid_by_another": Reason(
        _BANK,
        "The bank made an earlier attempt after it had refused it; its money was taken for that.",
        "None: the beneficiary has the money.",
    ),
    "operator_decision": Reason(
        _PLATFORM, "Two operators established that it was not paid.", "Pay again."
    ),
    "cancelled_by_merchant": Reason(_MERCHANT, "Cancelled before it was sent.", "None."),
    "approval_refused": Reason(
        _MERCHANT, "An owner refused to approve it.", "Create it again after agreeing on it."
    ),
    "approval_expired": Reason(
        _MERCHANT, "No other owner approved it within seven days.", "Create it again."
    ),
    "never_affordable": Reason(
        _MERCHANT, "The money for it did not arrive within ninety days.", "Create it again."
    ),
    "cancelled_by_operator": Reason(_PLATFORM, "Cancelled by the platform.", "Ask for support."),
}

_UNLISTED = Reason(_BANK, "The bank gave a reason of its own.", "Pay again or ask for support.")


def reason_of(code: str) -> Reason:
    """The words for a reason code; the bank's codes are compared without case."""
    return REASONS.get(code.lower(), _UNLISTED)
