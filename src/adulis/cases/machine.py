"""The lifecycle of a case: two operators close it, never one. Pure."""

from __future__ import annotations

from enum import StrEnum

from adulis.kernel.machines import Machine, Role, move


class CaseState(StrEnum):
    OPEN = "open"
    PROPOSED = "proposed"
    CLOSED = "closed"


# An operator's decision about one case is evidence for the others about the same payout, and a
# merchant who cancels it answers them all.
_WORLD = (Role.BANK, Role.SYSTEM, Role.OPERATOR, Role.MERCHANT)

CASE = Machine(
    "case",
    CaseState,
    initial=CaseState.OPEN,
    moves=(
        move("propose", CaseState.OPEN, CaseState.PROPOSED, Role.OPERATOR),
        move("withdraw", CaseState.PROPOSED, CaseState.OPEN, Role.OPERATOR),
        # Another operator than the proposer; or the world itself, when evidence settles the matter.
        move("close", CaseState.PROPOSED, CaseState.CLOSED, Role.OPERATOR, fact="case.closed"),
        move("settle", CaseState.OPEN, CaseState.CLOSED, *_WORLD, fact="case.closed"),
        move("settle", CaseState.PROPOSED, CaseState.CLOSED, *_WORLD, fact="case.closed"),
    ),
)
