"""The lifecycle of an invitation. Pure.

That it has expired is no state: sending it again gives it new days.
"""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class InvitationState(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


_PEOPLE = (Role.MERCHANT, Role.OPERATOR, Role.SYSTEM)

INVITATION = Machine(
    "invitation",
    InvitationState,
    initial=InvitationState.PENDING,
    moves=(
        move(
            "accept",
            InvitationState.PENDING,
            InvitationState.ACCEPTED,
            # An operator may belong to a merchant as anybody may.
            *_PEOPLE,
            fact="invitation.accepted",
        ),
        move(
            "revoke",
            InvitationState.PENDING,
            InvitationState.REVOKED,
            *_PEOPLE,
            fact="invitation.revoked",
        ),
    ),
)


def owners_moves(state: InvitationState) -> list[str]:
    """What an owner may do with it; sending it again leaves it as it is, but for its link."""
    return ["resend", "revoke"] if state is InvitationState.PENDING else []
