"""The terms of a deal: what they may say, their hash, what changed, and who gets what. Pure.

The body, as it is kept and hashed::

    {"scope": "…", "milestones": [{"title", "description", "share_bp" or "amount_paise",
     "deliver_by", "conditions"}], "inspection_days": 14, "on_silence": "release",
     "max_rounds": 3, "fee_split": {"buyer_bp": 0}, "fund_within_hours": 120,
     "confirm_within_hours": 48, "purpose_code": null}

Terms that are bid on state shares in ten-thousandths, which the price is divided by; those of two
who know each other state amounts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from adulis.deals.errors import TermsInvalid
from adulis.deals.values import (
    LARGEST_MINOR,
    LEAST_MINOR,
    LONGEST_SCOPE,
    LONGEST_TITLE,
    MOST_MILESTONES,
    MOST_ROUNDS,
)
from adulis.escrow import conditions
from adulis.escrow.values import EscrowTerms, OnSilence, PlannedMilestone
from adulis.kernel.money import BASIS_POINTS_IN_WHOLE, Money, rupees

Body = Mapping[str, Any]
ROOT = "/terms"
# Name, least, most, and what it is where nobody says.
NUMBERS = {
    "inspection_days": (1, 30, 14),
    "max_rounds": (1, MOST_ROUNDS, 3),
    "fund_within_hours": (1, 720, 120),
    "confirm_within_hours": (1, 720, 48),
}
_MEMBERS = {"scope", "milestones", "on_silence", "fee_split", "purpose_code", *NUMBERS}
_MILESTONE = {"title", "description", "share_bp", "amount_paise", "deliver_by", "conditions"}
_PURPOSE = re.compile(r"[PS][0-9]{4}")
LONGEST_DESCRIPTION = 2_000


def checked(body: Any, *, priced: bool) -> dict[str, Any]:
    """``body`` as it is kept: all members, nothing else. ``priced``: milestones state amounts.

    Raises TermsInvalid, and ConditionsInvalid of escrow.
    """
    given = _object(body, _MEMBERS, ROOT)
    silence = given.get("on_silence", OnSilence.RELEASE)
    if silence not in list(OnSilence):
        raise TermsInvalid("This is no rule for silence.", pointer=f"{ROOT}/on_silence")
    split = _object(given.get("fee_split", {}), {"buyer_bp"}, f"{ROOT}/fee_split")
    purpose = given.get("purpose_code")
    if purpose is not None and not (isinstance(purpose, str) and _PURPOSE.fullmatch(purpose)):
        raise TermsInvalid("A purpose code is P0802 or the like.", pointer=f"{ROOT}/purpose_code")
    return {
        "scope": _text(given.get("scope"), f"{ROOT}/scope", LONGEST_SCOPE),
        "milestones": _milestones(given.get("milestones"), priced=priced),
        "on_silence": str(silence),
        "fee_split": {
            "buyer_bp": _number(
                split.get("buyer_bp", 0), 0, BASIS_POINTS_IN_WHOLE, f"{ROOT}/fee_split/buyer_bp"
            )
        },
        "purpose_code": purpose,
        **{
            name: _number(given.get(name, usual), least, most, f"{ROOT}/{name}")
            for name, (least, most, usual) in NUMBERS.items()
        },
    }


def canonical(body: Body) -> bytes:
    """JSON in one spelling: members sorted, no white space, UTF-8, whole numbers."""
    return orjson.dumps(body, option=orjson.OPT_SORT_KEYS)


def hash_of(body: Body) -> str:
    """SHA-256 of the canonical body, in hexadecimal: what both sides accept."""
    return hashlib.sha256(canonical(body)).hexdigest()


def price_of(body: Body) -> Money | None:
    """What all of it costs; None: the price is still to be found."""
    amounts = [each.get("amount_paise") for each in body["milestones"]]
    return None if None in amounts else rupees(sum(amounts))


def divided(body: Body, price: Money) -> list[Money]:
    """What each milestone is worth at ``price``: by largest remainder, so that nothing is lost.

    Raises TermsInvalid where the price is not that of the amounts, or too little for every part.
    """
    own = price_of(body)
    if own is None:
        parts = price.split([each["share_bp"] for each in body["milestones"]])
    elif own != price:
        raise TermsInvalid("The milestones come to another price.", pointer=f"{ROOT}/milestones")
    else:
        parts = [rupees(each["amount_paise"]) for each in body["milestones"]]
    for place, part in enumerate(parts):
        if part < rupees(LEAST_MINOR):
            raise TermsInvalid(
                f"At this price the milestone is worth {part}.",
                pointer=f"{ROOT}/milestones/{place}",
            )
    return parts


def at_price(body: Body, price: Money) -> dict[str, Any]:
    """The same terms with amounts in the place of shares."""
    parts = divided(body, price)
    milestones = [
        {**{name: each[name] for name in each if name != "share_bp"}, "amount_paise": part.minor}
        for each, part in zip(body["milestones"], parts, strict=True)
    ]
    return {**body, "milestones": milestones}


def planned(body: Body, price: Money) -> list[PlannedMilestone]:
    """The milestones as escrow opens them."""
    return [
        PlannedMilestone(
            title=each["title"],
            description=each["description"],
            amount=part,
            conditions=each["conditions"],
            deliver_by=_moment(each["deliver_by"]),
        )
        for each, part in zip(body["milestones"], divided(body, price), strict=True)
    ]


def escrow_terms(body: Body, *, at: datetime) -> EscrowTerms:
    """What of the terms is escrow's business; ``at``: when both are bound."""
    return EscrowTerms(
        buyer_fee_share_bp=body["fee_split"]["buyer_bp"],
        inspection_seconds=body["inspection_days"] * 86_400,
        on_silence=OnSilence(body["on_silence"]),
        fund_by=at + timedelta(hours=body["fund_within_hours"]),
        max_rounds=body["max_rounds"],
        terms_hash=hash_of(body),
    )


def check_dates(body: Body, *, after: datetime) -> None:
    """Nothing is due before work can begin. Raises TermsInvalid."""
    for place, each in enumerate(body["milestones"]):
        due = _moment(each["deliver_by"])
        if due is not None and due <= after:
            raise TermsInvalid(
                "This would be due before anybody could begin.",
                pointer=f"{ROOT}/milestones/{place}/deliver_by",
                not_before=after.isoformat(),
            )


# --- reading --------------------------------------------------------------------------------------


def _milestones(given: Any, *, priced: bool) -> list[dict[str, Any]]:
    pointer = f"{ROOT}/milestones"
    if not isinstance(given, list) or not 0 < len(given) <= MOST_MILESTONES:
        raise TermsInvalid(f"There are 1 to {MOST_MILESTONES} milestones.", pointer=pointer)
    found = [_milestone(each, f"{pointer}/{place}", priced) for place, each in enumerate(given)]
    if not priced and sum(each["share_bp"] for each in found) != BASIS_POINTS_IN_WHOLE:
        raise TermsInvalid(
            f"The shares add up to {BASIS_POINTS_IN_WHOLE}.",
            pointer=pointer,
            sum_bp=sum(each["share_bp"] for each in found),
        )
    if priced and sum(each["amount_paise"] for each in found) > LARGEST_MINOR:
        raise TermsInvalid("All of it is too much.", pointer=pointer)
    return found


def _milestone(given: Any, pointer: str, priced: bool) -> dict[str, Any]:  # noqa: FBT001
    each = _object(given, _MILESTONE, pointer)
    wanted, other = ("amount_paise", "share_bp") if priced else ("share_bp", "amount_paise")
    least, most = (LEAST_MINOR, LARGEST_MINOR) if priced else (1, BASIS_POINTS_IN_WHOLE)
    if each.get(other) is not None:
        kind = "amounts, not shares" if priced else "shares, not amounts"
        raise TermsInvalid(f"Milestones of this deal state {kind}.", pointer=f"{pointer}/{other}")
    tree = each.get("conditions")
    due = each.get("deliver_by")
    return {
        "title": _text(each.get("title"), f"{pointer}/title", LONGEST_TITLE),
        "description": _text(
            each.get("description", ""), f"{pointer}/description", LONGEST_DESCRIPTION, least=0
        ),
        wanted: _number(each.get(wanted), least, most, f"{pointer}/{wanted}"),
        "deliver_by": None if due is None else _instant(due, f"{pointer}/deliver_by"),
        "conditions": conditions.checked(
            conditions.BY_DEFAULT if tree is None else tree, f"{pointer}/conditions"
        ),
    }


def _object(given: Any, members: set[str], pointer: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise TermsInvalid("This is an object.", pointer=pointer)
    if unknown := sorted(str(name) for name in set(given) - members):
        raise TermsInvalid("There is no such member.", pointer=f"{pointer}/{unknown[0]}")
    return given


def _text(given: Any, pointer: str, most: int, *, least: int = 1) -> str:
    text = given.strip() if isinstance(given, str) else None
    if text is None or not least <= len(text) <= most:
        raise TermsInvalid(f"A text of {least} to {most} characters.", pointer=pointer)
    return text


def _number(given: Any, least: int, most: int, pointer: str) -> int:
    # `type`, not isinstance: True is an int in Python.
    if type(given) is not int or not least <= given <= most:
        raise TermsInvalid(f"A whole number from {least} to {most}.", pointer=pointer)
    return given


def _instant(given: Any, pointer: str) -> str:
    try:
        found = given if isinstance(given, datetime) else datetime.fromisoformat(given)
    except (TypeError, ValueError):
        raise TermsInvalid("This is no point in time.", pointer=pointer) from None
    if found.tzinfo is None:
        raise TermsInvalid("A time without an offset is a guess.", pointer=pointer)
    return f"{found.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
