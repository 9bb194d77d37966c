"""The lifecycle of a verification. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class VerificationState(StrEnum):
    """The same words that the merchant's ``verification`` has, and the same value at all times."""

    UNVERIFIED = "unverified"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    REFUSED = "refused"


_V = VerificationState
_OPERATOR, _MERCHANT = Role.OPERATOR, Role.MERCHANT

# fmt: off
VERIFICATION = Machine("verification", VerificationState, initial=_V.UNVERIFIED, moves=(
    #    verb         from           to             who
    move("submit",    _V.UNVERIFIED, _V.SUBMITTED,  _MERCHANT, fact="verification.submitted"),
    move("submit",    _V.REFUSED,    _V.SUBMITTED,  _MERCHANT, fact="verification.submitted"),
    move("verify",    _V.SUBMITTED,  _V.VERIFIED,   _OPERATOR, fact="verification.verified"),
    move("refuse",    _V.SUBMITTED,  _V.REFUSED,    _OPERATOR, fact="verification.refused"),
    # What was true then has to be shown again: something expired, or changed.
    move("downgrade", _V.VERIFIED,   _V.UNVERIFIED, _OPERATOR, fact="verification.downgraded"),
    # What was believed then was not true.
    move("revoke",    _V.VERIFIED,   _V.REFUSED,    _OPERATOR, fact="verification.revoked"),
))
# fmt: on

# While it is one of these, the merchant can still change what it says.
EDITABLE = frozenset({VerificationState.UNVERIFIED, VerificationState.REFUSED})
