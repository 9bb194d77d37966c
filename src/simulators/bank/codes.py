"""Every code this bank gives as the reason of a no, and whether trying again can help. Pure."""

from __future__ import annotations

from simulators.bank.plans import Refusal

# code: (final, what it says)
CODES: dict[str, tuple[bool, str]] = {
    "ACCOUNT_CLOSED": (True, "The beneficiary's account is closed."),
    "ACCOUNT_FROZEN": (True, "The beneficiary's account is frozen."),
    "ACCOUNT_DORMANT": (True, "The beneficiary's account is dormant."),
    "INVALID_ACCOUNT": (True, "There is no such account at the beneficiary's bank."),
    "INVALID_IFSC": (True, "There is no branch with this IFSC."),
    "INVALID_VPA": (True, "There is no such UPI address."),
    "NRE_ACCOUNT": (True, "Domestic credits to a non-resident external account are not allowed."),
    "IMPS_NOT_ALLOWED": (True, "The beneficiary's branch does not take IMPS."),
    "LIMIT_EXCEEDED": (True, "The amount is above what this mode carries."),
    "AMOUNT_TOO_SMALL": (True, "The amount is below what this mode carries."),
    "BENEFICIARY_LIMIT": (True, "The beneficiary may not receive this much in one day."),
    "REFUSED": (True, "The bank refuses this payment."),
    "BENEFICIARY_BANK_REJECTED": (True, "The beneficiary's bank did not take the money."),
    "BENEFICIARY_BANK_DOWN": (False, "The beneficiary's bank cannot be reached."),
    "INSUFFICIENT_NOSTRO": (False, "Your account with this bank does not cover the payment."),
    "WINDOW_CLOSED": (False, "This mode is not served at this hour."),
}


def refusal(code: str) -> Refusal:
    final, message = CODES[code]
    return Refusal(code, message, final, "IMPS" if code == "IMPS_NOT_ALLOWED" else None)


def message(code: str) -> str:
    return CODES[code][1]
