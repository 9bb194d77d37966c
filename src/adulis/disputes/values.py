"""Words of disputes, and how long each side has. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from adulis.cases.values import CaseKind
from adulis.escrow.values import Side
from adulis.identity.values import OperatorRole

# Until when the other side answers a dispute, and an offer.
RESPONSE_LASTS = timedelta(days=5)
ANSWER_LASTS = timedelta(days=3)
# However much they talk, somebody rules after that.
TALKS_LAST = timedelta(days=14)
# One side alone asks for a ruling: the other still has that long to bring what it has.
NOTICE_LASTS = timedelta(days=2)
# Within which an operator rules, and within which a ruling may be appealed against.
RULING_LASTS = timedelta(days=7)
APPEAL_LASTS = timedelta(days=5)
# While the money is held up, a ruling waits, and is tried again.
TRIED_AGAIN_AFTER = timedelta(days=1)
# Who rules.
RULERS = (OperatorRole.COMPLIANCE, OperatorRole.ADMIN)
# What need not be asked any more once it was ruled.
QUESTIONS_ABOUT = frozenset({CaseKind.DISPUTE_OVERDUE})
MOST_FILES, LONGEST_TEXT = 20, 4_000


class Reason(StrEnum):
    """Why a side does not agree. ``silence``: the terms say so, and nobody had to."""

    NOT_DELIVERED = "not_delivered"
    LATE = "late"
    INCOMPLETE = "incomplete"
    DEFECTIVE = "defective"
    NOT_AS_AGREED = "not_as_agreed"
    NOT_ACCEPTED = "not_accepted"
    OTHER = "other"
    SILENCE = "silence"


# What a side may say.
REASONS = tuple(each for each in Reason if each is not Reason.SILENCE)


class EscalatedBy(StrEnum):
    """Why the two sides talk no more."""

    BUYER = "buyer"
    SELLER = "seller"
    SILENCE = "silence"


class WaitingFor(StrEnum):
    """What a dispute waits for."""

    RESPONSE = "response"
    ANSWER = "answer"
    RULING = "ruling"
    SECOND_OPERATOR = "second_operator"
    APPEAL = "appeal"
    SECOND_RULING = "second_ruling"
    EXECUTION = "execution"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why a dispute waits: for what, on whom, until when, and what happens then."""

    reason: WaitingFor
    on: str
    until: datetime | None
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What each side says of the disputed amount, in paise: what of it is to be theirs.

    ``answered`` None: the other side has said nothing, so it wants all of it.
    """

    amount: int
    opened_by: Side
    opened: int
    answered: int | None

    def of(self, side: Side) -> int:
        if side is self.opened_by:
            return self.opened
        return self.amount if self.answered is None else self.answered
