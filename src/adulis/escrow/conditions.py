"""What has to be so before a milestone's money is released: a tree of conditions. Pure.

``{"all": […]}`` or ``{"any": […]}`` of such trees and of leaves:

``{"type": "buyer_approves"}``                  the buyer says yes, or is silent for too long
``{"type": "both_approve"}``                    the seller as well; handing in is a yes
``{"type": "document", "name": "bill_of_lading"}``  the seller has handed that document in
``{"type": "date", "on": "2027-03-31"}``        that day has begun, in India
``{"type": "signal", "name": "arrived", "key_id": "…"}``  a third party's API key says so; without
                                                ``key_id`` it is the buyer who may

(Conditions are the buyer's safety. Both sides together can always divide the money otherwise.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from uuid import UUID

from adulis.escrow.errors import ConditionsInvalid

# Days are India's, whatever the server thinks (UTC+05:30, no summer time).
IST = timezone(timedelta(hours=5, minutes=30))
BY_DEFAULT: Mapping[str, Any] = {"all": [{"type": "buyer_approves"}]}
DEEPEST, MOST_LEAVES = 4, 20
_NAME = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
_MEMBERS = {
    "buyer_approves": frozenset({"type"}),
    "both_approve": frozenset({"type"}),
    "document": frozenset({"type", "name"}),
    "date": frozenset({"type", "on"}),
    "signal": frozenset({"type", "name", "key_id"}),
}
Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a milestone when its conditions are looked at."""

    buyer_approved: bool = False
    seller_approved: bool = False
    documents: frozenset[str] = frozenset()
    signals: frozenset[str] = frozenset()
    now: datetime


def checked(tree: Any, pointer: str = "/conditions") -> dict[str, Any]:
    """``tree`` as it is kept: only what is known, nothing beside it. Raises ConditionsInvalid."""
    counted: list[str] = []
    found = _checked(tree, pointer, 1, counted)
    if "type" in found:
        found = {"all": [found]}
    if len(counted) > MOST_LEAVES:
        raise ConditionsInvalid(
            f"There are {len(counted)} conditions; {MOST_LEAVES} are allowed.", pointer=pointer
        )
    return found


def met(tree: Tree, known: Known) -> bool:
    """Whether the money may be released."""
    if "all" in tree:
        return all(met(each, known) for each in tree["all"])
    if "any" in tree:
        return any(met(each, known) for each in tree["any"])
    return _is_so(tree, known)


def missing(tree: Tree, known: Known) -> list[dict[str, Any]]:
    """The leaves that are still waited for; of alternatives each, as long as none is met."""
    if met(tree, known):
        return []
    branches = tree.get("all", tree.get("any"))
    if branches is None:
        return [dict(tree)]
    found: list[dict[str, Any]] = []
    for each in branches:
        found += [leaf for leaf in missing(each, known) if leaf not in found]
    return found


def leaves(tree: Tree) -> Iterator[Tree]:
    """Every condition of the tree, in order."""
    branches = tree.get("all", tree.get("any"))
    if branches is None:
        yield tree
        return
    for each in branches:
        yield from leaves(each)


def begins(leaf: Tree) -> datetime:
    """The moment at which the day of a ``date`` begins."""
    return datetime.combine(date.fromisoformat(leaf["on"]), time.min, tzinfo=IST)


def moments(tree: Tree) -> list[datetime]:
    """When the tree may come true by itself."""
    return sorted({begins(each) for each in leaves(tree) if each["type"] == "date"})


def asks_both(tree: Tree) -> bool:
    """Whether the seller's own yes counts for something."""
    return any(each["type"] == "both_approve" for each in leaves(tree))


def keys_for(tree: Tree, name: str) -> set[UUID | None] | None:
    """Who may give the signal ``name``: API keys, or None for the buyer. None: nobody waits."""
    found = [each for each in leaves(tree) if each["type"] == "signal" and each["name"] == name]
    if not found:
        return None
    return {UUID(each["key_id"]) if each.get("key_id") else None for each in found}


def _is_so(leaf: Tree, known: Known) -> bool:
    kind = leaf["type"]
    if kind == "buyer_approves":
        return known.buyer_approved
    if kind == "both_approve":
        return known.buyer_approved and known.seller_approved
    if kind == "document":
        return leaf["name"] in known.documents
    if kind == "date":
        return known.now >= begins(leaf)
    return leaf["name"] in known.signals


def _checked(tree: Any, pointer: str, depth: int, counted: list[str]) -> dict[str, Any]:
    if not isinstance(tree, Mapping):
        raise ConditionsInvalid("A condition is an object.", pointer=pointer)
    if depth > DEEPEST:
        raise ConditionsInvalid(f"More than {DEEPEST} levels deep.", pointer=pointer)
    for joined in ("all", "any"):
        if joined in tree:
            branches = tree[joined]
            if set(tree) != {joined} or not isinstance(branches, list) or not branches:
                raise ConditionsInvalid(
                    f"`{joined}` stands alone and lists at least one condition.", pointer=pointer
                )
            below = f"{pointer}/{joined}"
            return {
                joined: [
                    _checked(each, f"{below}/{place}", depth + 1, counted)
                    for place, each in enumerate(branches)
                ]
            }
    return _checked_leaf(tree, pointer, counted)


def _checked_leaf(leaf: Mapping[str, Any], pointer: str, counted: list[str]) -> dict[str, Any]:
    kind = leaf.get("type")
    if not isinstance(kind, str) or kind not in _MEMBERS:
        raise ConditionsInvalid(
            "There is no condition of this type.", pointer=f"{pointer}/type", types=list(_MEMBERS)
        )
    if unknown := sorted(str(name) for name in set(leaf) - _MEMBERS[kind]):
        raise ConditionsInvalid("There is no such member.", pointer=f"{pointer}/{unknown[0]}")
    counted.append(kind)
    found = {"type": kind}
    if kind in {"document", "signal"}:
        name = leaf.get("name")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ConditionsInvalid(
                "A name is small letters, digits and _, at most 40.", pointer=f"{pointer}/name"
            )
        found["name"] = name
    if kind == "signal" and leaf.get("key_id") is not None:
        found["key_id"] = _uuid(leaf["key_id"], f"{pointer}/key_id")
    if kind == "date":
        found["on"] = _day(leaf.get("on"), f"{pointer}/on")
    return found


def _uuid(value: Any, pointer: str) -> str:
    try:
        return str(UUID(value))
    except (ValueError, TypeError, AttributeError):
        raise ConditionsInvalid("This is no id of an API key.", pointer=pointer) from None


def _day(value: Any, pointer: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (ValueError, TypeError):
        raise ConditionsInvalid("This is no day (YYYY-MM-DD).", pointer=pointer) from None
