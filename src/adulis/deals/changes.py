"""What changed between two versions of terms, in words; and whether bids still stand. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from adulis.kernel.money import rupees

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """``pointer`` into the body; ``before`` and ``after`` are texts, None where there was nothing.

    ``is_material``: whoever bid on the terms before has to say that they still stand by it.
    """

    pointer: str
    what: str
    before: str | None
    after: str | None
    is_material: bool


def diff(old: Body, new: Body) -> list[Change]:
    """Every difference, in the order of the terms; none: they say the same."""
    found = [
        Change(f"/{name}", what, text(old[name]), text(new[name]), is_material)
        for name, (what, text, is_material) in _MEMBERS.items()
        if old[name] != new[name]
    ]
    return [*found, *_of_milestones(old["milestones"], new["milestones"])]


def is_material(changes: list[Change]) -> bool:
    """Whether any of it changes what somebody promised."""
    return any(each.is_material for each in changes)


def words(tree: Body) -> str:
    """Conditions as a sentence has them: ``buyer approves and document packing_list``."""
    for joined, conjunction in (("all", " and "), ("any", " or ")):
        if joined in tree:
            parts = [words(each) for each in tree[joined]]
            inner = [
                f"({part})" if len(parts) > 1 and (" and " in part or " or " in part) else part
                for part in parts
            ]
            return conjunction.join(inner)
    return _LEAVES[tree["type"]](tree)


_LEAVES: dict[str, Callable[[Body], str]] = {
    "buyer_approves": lambda _: "the buyer approves",
    "both_approve": lambda _: "both approve",
    "document": lambda leaf: f"the document {leaf['name']} is there",
    "date": lambda leaf: f"{leaf['on']} has come",
    "signal": lambda leaf: f"the signal {leaf['name']} is given",
}


def _percent(basis_points: int) -> str:
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d} %"


def _times(unit: str) -> Callable[[Any], str]:
    return lambda count: f"{count} {unit}" + ("" if count == 1 else "s")


_SILENCE = {"release": "released", "dispute": "disputed"}
_MEMBERS: dict[str, tuple[str, Callable[[Any], str | None], bool]] = {
    "scope": ("scope", str, True),
    "inspection_days": ("time for inspection", _times("day"), True),
    "on_silence": ("what silence means", lambda word: _SILENCE[word], True),
    "max_rounds": ("rounds of changes", _times("round"), True),
    "fee_split": ("the buyer's share of the fee", lambda split: _percent(split["buyer_bp"]), True),
    "fund_within_hours": ("time to fund", _times("hour"), True),
    "confirm_within_hours": ("time to confirm", _times("hour"), True),
    "purpose_code": ("purpose code", lambda code: code, False),
}
_PARTS: dict[str, tuple[str, Callable[[Any], str | None], bool]] = {
    "title": ("title", str, False),
    "description": ("description", str, True),
    "share_bp": ("share of the price", _percent, True),
    "amount_paise": ("amount", lambda minor: str(rupees(minor)), True),
    "deliver_by": ("delivery", lambda moment: moment, True),
    "conditions": ("release", words, True),
}


def _of_milestones(old: list[Body], new: list[Body]) -> list[Change]:
    found = []
    for place in range(max(len(old), len(new))):
        before = old[place] if place < len(old) else None
        after = new[place] if place < len(new) else None
        pointer, name = f"/milestones/{place}", f"milestone {place + 1}"
        if before is None or after is None:
            found.append(Change(pointer, name, _whole(before), _whole(after), is_material=True))
            continue
        for member, (what, text, material) in _PARTS.items():
            one, other = before.get(member), after.get(member)
            if one != other:
                found.append(
                    Change(
                        f"{pointer}/{member}",
                        f"{name}: {what}",
                        None if one is None else text(one),
                        None if other is None else text(other),
                        material,
                    )
                )
    return found


def _whole(milestone: Body | None) -> str | None:
    if milestone is None:
        return None
    worth = (
        _percent(milestone["share_bp"])
        if "share_bp" in milestone
        else str(rupees(milestone["amount_paise"]))
    )
    return f"{milestone['title']}, {worth}"
