"""What a bank can say, and how long to wait for it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

_WORD = re.compile(r"[A-Za-z0-9]+")


class Verdict(StrEnum):
    """What a word of the bank means for one payment.

    ``NOT_SENT`` is proof that the bank never got it. ``UNKNOWN`` is no word at all, never a no.
    ``REFUSED_FOR_NOW`` is a final no to this attempt that says another one may succeed.
    """

    ACCEPTED = "accepted"
    SUCCESS = "success"
    REFUSED = "refused"
    REFUSED_FOR_NOW = "refused_for_now"
    RETURNED = "returned"
    NOT_FOUND = "not_found"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"


# The bank is there and took nothing: a request to come back, not an attempt that went wrong.
RATE_LIMITED = "RATE_LIMITED"


class Source(StrEnum):
    """Where a word came from: what evidence of it looks like."""

    SUBMISSION = "submission"
    ENQUIRY = "enquiry"
    CALLBACK = "callback"
    STATEMENT = "statement"
    OPERATOR = "operator"
    TIMEOUT = "timeout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One thing a bank said about the payment we call ``reference``.

    ``amount_minor`` (paise) is what the bank says it moved, None when it did not say.
    ``send_number`` is which sending of the order an answer belongs to (0: not an answer to one).
    ``detail`` is evidence for people: codes, times, references; never account numbers.
    """

    reference: str
    verdict: Verdict
    source: Source
    code: str = ""
    message: str = ""
    utr: str = ""
    bank_reference: str = ""
    amount_minor: int | None = None
    send_number: int = 0
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """A line of a statement as it is kept; ``id`` is the row's, ``line_id`` the bank's name for it.

    ``words`` is everything in its text that could be the name of a payment.
    """

    id: UUID
    bank: str
    line_id: str
    copy_number: int
    day: date
    booked_at: datetime
    direction: str
    kind: str
    amount_minor: int
    reference: str
    utr: str
    virtual_account: str
    counterparty: str
    narration: str
    state: str

    @property
    def is_credit(self) -> bool:
        return self.direction == "credit"

    @property
    def effect_minor(self) -> int:
        """What it does to our money at the bank, in paise."""
        return self.amount_minor if self.is_credit else -self.amount_minor

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_WORD.findall(f"{self.narration} {self.counterparty}")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """A payment we ask a bank to make. Exactly one of (``account_number``, ``ifsc``) or ``vpa``.

    ``origin`` is which request asked for it (``kernel.origins``).
    """

    reference: str
    send_number: int
    mode: str
    amount_minor: int
    name: str
    account_number: str = ""
    ifsc: str = ""
    vpa: str = ""
    narration: str = ""
    origin: str = ""

    def __repr__(self) -> str:
        # The beneficiary's number must not reach a log through a traceback.
        return f"Instruction({self.reference}, {self.mode}, {self.amount_minor})"


class Asked(NamedTuple):
    """How often a bank was asked about a reference: ``before`` and ``since`` it was last sent."""

    since_count: int
    before_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How to wait for one payment mode of one bank; all in seconds.

    ``enquiries`` counts from the last possible moment of sending. A NOT_FOUND counts as proof only
    past ``horizon`` and twice, ``gap`` apart. An order that is sent again after it was asked about
    joins the list at its ``again_from``-th time: a bank counts by reference, whatever was sent.
    """

    enquiries: tuple[int, ...]
    gap: int
    horizon: int
    expected: int
    again_from: int = 0

    def next_enquiry(self, sent_at: datetime, asked: Asked) -> datetime:
        """When to ask next about what was sent at ``sent_at``; daily once the list is used up."""
        return sent_at + self._at(self._step(asked))

    def pause(self, asked: Asked) -> timedelta:
        """How long not to ask after the last enquiry.

        Times that were missed are not made up for: a bank counts how often it is asked.
        """
        step = self._step(asked)
        return self._at(step) - self._at(step - 1)

    def _step(self, asked: Asked) -> int:
        return asked.since_count + (self.again_from if asked.before_count else 0)

    def _at(self, step: int) -> timedelta:
        if step < len(self.enquiries):
            return timedelta(seconds=self.enquiries[step])
        days_beyond = step - len(self.enquiries) + 1
        return timedelta(seconds=self.enquiries[-1], days=days_beyond)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What we may rely on with one bank. ``dedupes``: a re-sent reference is paid once.

    Statements: the file of the running day is fetched every ``statement_seconds`` (0: not at all),
    that of a day that is over from ``statement_ready_seconds`` after its end, and one that has not
    come ``statement_late_seconds`` after its end is asked about. ``statement_form`` is ``csv``, or
    ``xml`` for camt.053.
    """

    name: str
    timings: dict[str, Timing]
    dedupes: bool = True
    keeps_windows: bool = True
    retry_seconds: int = 2
    statement_seconds: int = 0
    statement_ready_seconds: int = 1_800
    statement_retry_seconds: int = 900
    statement_late_seconds: int = 12 * 3_600
    statement_form: str = "csv"

    def timing(self, mode: str) -> Timing:
        return self.timings[mode]


_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

# NPCI UPI/IMPS operating circulars: first status check after 90 s, at most three in two hours; NEFT
# answers within its half-hourly batch plus two hours (RBI), RTGS within minutes.
_INSTANT = Timing(
    enquiries=(90, 16 * _MINUTE, 130 * _MINUTE, 6 * _HOUR, _DAY, 3 * _DAY),
    gap=60, horizon=15 * _MINUTE, expected=4 * _HOUR, again_from=2,
)  # fmt: skip
NPCI = Profile(
    name="npci",
    timings={
        "IMPS": _INSTANT,
        "UPI": _INSTANT,
        "NEFT": Timing(
            enquiries=(40 * _MINUTE, 150 * _MINUTE, 5 * _HOUR, _DAY, 3 * _DAY),
            gap=60, horizon=60 * _MINUTE, expected=_DAY,
        ),
        "RTGS": Timing(
            enquiries=(5 * _MINUTE, 30 * _MINUTE, 130 * _MINUTE, _DAY, 3 * _DAY),
            gap=60, horizon=15 * _MINUTE, expected=4 * _HOUR,
        ),
    },
    retry_seconds=30,
)  # fmt: skip

# Seconds instead of hours, so that a newcomer sees in a minute what takes a bank a day.
_QUICK = Timing(enquiries=(2, 7, 10, 15, 20, 30), gap=2, horizon=5, expected=20)
DEMO = Profile(
    name="demo",
    timings=dict.fromkeys(("IMPS", "UPI", "NEFT", "RTGS"), _QUICK),
    keeps_windows=False,
    retry_seconds=1,
    statement_seconds=60,
    statement_ready_seconds=5,
    statement_retry_seconds=5,
    statement_late_seconds=60,
)

# The same bank, with statements as ISO 20022 has them.
NPCI_CAMT = replace(NPCI, name="npci-camt053", statement_form="xml")

PROFILES = {profile.name: profile for profile in (NPCI, NPCI_CAMT, DEMO)}
