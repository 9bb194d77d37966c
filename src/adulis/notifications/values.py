"""What is said about a fact, to whom, and by which way. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from adulis.identity.values import MemberRole
from adulis.kernel.money import Money, rupee_text

Payload = Mapping[str, Any]


class Channel(StrEnum):
    """By which way somebody is told."""

    IN_APP = "in_app"
    EMAIL = "email"


class Group(StrEnum):
    """What people choose about: facts that matter to the same person for the same reason."""

    DEALS = "deals"
    AUCTIONS = "auctions"
    MILESTONES = "milestones"
    DISPUTES = "disputes"
    MONEY_BACK = "money_back"
    PAYOUTS = "payouts"
    MONEY_IN = "money_in"
    APPROVALS = "approvals"
    VERIFICATION = "verification"
    SECURITY = "security"
    SYSTEM = "system"


class WatchLevel(StrEnum):
    """What a person wants to hear of one deal, as far as they may choose."""

    ALL = "all"
    MY_TURN = "my_turn"  # only where they have something to do
    MONEY = "money"  # only where money of the deal has moved
    MUTED = "muted"


class Severity(StrEnum):
    """How bad it is; of what is critical people are written to, and nobody dismisses it."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class Audience(StrEnum):
    """Whom a system alert is for."""

    EVERYBODY = "everybody"
    OPERATORS = "operators"
    MERCHANT = "merchant"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHours:
    """When a person wants letters that need not come at once, by the clocks of ``time_zone``.

    None from ``quiet_from`` until ``quiet_until``, the same day or the next; and where
    ``digest_hour`` is one, those of a day in one letter then. None: whenever something happens.
    """

    time_zone: str
    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_hour: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertGiven:
    """What an alert says, to whom and for how long; ``ends_at`` None: until somebody ends it.

    ``merchant_id`` is whose people are told where it is for one merchant, else None.
    """

    severity: Severity
    audience: Audience
    merchant_id: UUID | None
    title: str
    text: str
    begins_at: datetime
    ends_at: datetime | None


class Rule(StrEnum):
    """Whether somebody is told who has not said anything about it."""

    ALWAYS = "always"  # and nobody switches it off
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the matrix: what the group is called, and what is so until somebody chooses."""

    title: str
    what: str
    in_app: Rule
    email: Rule

    def rule(self, channel: Channel) -> Rule:
        return self.in_app if channel is Channel.IN_APP else self.email


# Letters go by default to owners only; see ``policies``.
CHOICES = {
    Group.DEALS: Choice(
        "Deals", "Proposals, answers, agreements, and how a deal ends.", Rule.ON, Rule.ON
    ),
    Group.AUCTIONS: Choice(
        "Auctions", "Bids that are in, being chosen, and what has to be confirmed.", Rule.ON,
        Rule.ON,
    ),
    Group.MILESTONES: Choice(
        "Milestones", "Money in escrow, deliveries, changes, releases and deadlines.", Rule.ON,
        Rule.ON,
    ),
    Group.DISPUTES: Choice(
        "Disputes and rulings", "What the other side claims, offers, and what was decided.",
        Rule.ALWAYS, Rule.ALWAYS,
    ),
    Group.MONEY_BACK: Choice(
        "Money returned or taken back",
        "Refunds, chargebacks, payouts that came back, bonds returned or lost.",
        Rule.ALWAYS, Rule.ALWAYS,
    ),
    Group.PAYOUTS: Choice(
        "Payouts", "Those that failed or are in doubt, and batches.", Rule.ON, Rule.ON
    ),
    Group.MONEY_IN: Choice(
        "Money in", "Deposits, bank transfers, and transfers from others.", Rule.ON, Rule.OFF
    ),
    Group.APPROVALS: Choice("Approvals", "What waits for another owner.", Rule.ON, Rule.ON),
    Group.VERIFICATION: Choice(
        "Verification", "Whether we know who you are.", Rule.ALWAYS, Rule.ALWAYS
    ),
    Group.SECURITY: Choice(
        "Security", "New devices, new bank accounts, and changes to how you sign in.",
        Rule.ALWAYS, Rule.ALWAYS,
    ),
    Group.SYSTEM: Choice(
        "System alerts",
        "What is wrong with the platform, or with a server of yours that it calls. A letter only"
        " where that is critical.",
        Rule.ALWAYS, Rule.ALWAYS,
    ),
}  # fmt: skip


# What codes mean to whoever reads them.
_SPOKEN = {
    "cancelled": "whoever posted it called it off",
    "rejected": "the other side said no",
    "expired": "nobody answered in time",
    "no_bids": "nobody bid",
    "not_awarded": "nobody was chosen in time",
    "nobody_left": "no bid is left",
    "not_funded": "it was not paid in time",
    "best": "the best; whoever put it up chooses now",
    "standby": "among the best three, in case the best does not stand by theirs",
    "lost": "not among the best three",
    "thresholds": "other amounts above which two owners decide",
    "lapsed": "not counted, since it was not confirmed on the new terms",
}


def to_both(_: Payload) -> bool:
    return True


def to_nobody(_: Payload) -> bool:
    return False


def to_side(side: str) -> Callable[[Payload], bool]:
    """Only to whoever is on this side."""
    return lambda payload: payload["side"] == side


def to_the_other(payload: Payload) -> bool:
    """Not to whoever did it."""
    return bool(payload["side"] != payload["by"])


@dataclass(frozen=True, slots=True)
class News:
    """The words for one type of fact; every member of its payload may stand in them, and
    ``{thing_id}``, the id of its subject. If it is of a deal, ``{deal}``, ``{milestone}`` and
    ``{other}`` (the other side) as well.

    Members of the merchant with ``role`` or above are told, or the one person that the member
    ``person`` names (``subject``: its subject); but whom the member ``but`` names. ``goes_to`` is
    asked with the payload. Of ``has_letter`` False another room writes, or nobody. What may happen
    many times a minute is told once ``every`` so long, of each thing it happens to.

    ``turn`` is asked with the payload whether whoever is told has something to do now, and
    ``is_money`` says that money of the deal has moved: what those go by who want to hear less of a
    deal.

    ``more`` is a sentence to follow where the member it is under says something.

    ``code`` is the member that is a word of ours, told as people speak; what people wrote
    themselves is told as they wrote it.
    """

    subject: str
    text: str
    label: str
    goes_to: Callable[[Payload], bool] = to_both
    page: str = "deals/{deal_id}"
    code: str = ""
    group: Group = Group.DEALS
    role: MemberRole = MemberRole.FINANCE
    person: str = ""
    but: str = ""
    is_of_deal: bool = True
    has_letter: bool = True
    every: timedelta | None = None
    turn: Callable[[Payload], bool] = to_nobody
    is_money: bool = False
    more: Mapping[str, str] = field(default_factory=dict)

    def told(self, words: Mapping[str, str]) -> dict[str, str]:
        # What was recorded before there was such a member says nothing of it.
        further = (text for member, text in self.more.items() if words.get(member))
        return {
            "headline": self.subject.format_map(words),
            "text": " ".join((self.text, *further)).format_map(words),
            "label": self.label,
            "page": self.page.format_map(words),
        }


def grouped(group: Group, news: Mapping[str, News], **more: Any) -> dict[str, News]:
    """The same, all of one group; ``more`` is what else they have in common."""
    return {kind: replace(each, group=group, **more) for kind, each in news.items()}


def in_words(payload: Payload, time_zone: str, *, code: str = "") -> dict[str, str]:
    """The members of a payload for people: amounts in rupees, moments by their clocks."""
    told = {name: _in_words(value, ZoneInfo(time_zone)) for name, value in payload.items()}
    if code:
        told[code] = _SPOKEN.get(told[code], told[code].replace("_", " "))
    return told


def _in_words(value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, Mapping) and set(value) == {"amount_minor", "currency"}:
        if value["currency"] == "INR":
            return rupee_text(value["amount_minor"])
        return str(Money(value["amount_minor"], value["currency"]))
    if isinstance(value, str) and (moment := _moment(value)) is not None:
        return f"{moment.astimezone(zone):%d %B %Y, %H:%M %Z}"
    return "" if value is None else str(value)


def deadline_in(payload: Payload, *, after: datetime) -> datetime | None:
    """The first moment after this one that is told of, if there is any."""
    moments = [_moment(each) for each in payload.values() if isinstance(each, str)]
    return min((each for each in moments if each is not None and each > after), default=None)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
