"""Whether whoever paid is whom the merchant named: by the words of two names. Pure."""

from __future__ import annotations

import re
import unicodedata

# What stands beside a name and says nothing of whose it is.
_BESIDE = frozenset(
    {
        "mr", "mrs", "ms", "miss", "dr", "prof", "shri", "sri", "smt", "kum", "messrs", "the",
        "ltd", "limited", "pvt", "private", "llp", "llc", "inc", "corp", "plc", "co", "company",
        "gmbh", "ag", "kg", "ab", "oy", "as", "bv", "nv", "sa", "sarl", "srl", "spa", "and",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
# In shorter words one letter makes another name of it.
_LONG_ENOUGH_FOR_A_SLIP = 5


def is_third_party(named: str, told: str) -> bool:
    """Whether the gateway names somebody else as the payer than the merchant had.

    Every word of the shorter name has to be in the longer one: as it is, as its initial, or with a
    slip of one letter. Where either is silent nobody is suspected.
    """
    shorter, longer = sorted((_words(named), _words(told)), key=len)
    left = list(longer)
    for word in shorter:
        found = next((each for each in left if _is_same(word, each)), None)
        if found is None:
            return True
        left.remove(found)
    return False


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    spelt = "".join(each for each in plain if not unicodedata.combining(each))
    return [word for word in _WORD.findall(spelt.replace("m/s", " ")) if word not in _BESIDE]


def _is_same(one: str, other: str) -> bool:
    if one == other:
        return True
    if 1 in {len(one), len(other)}:
        return one[0] == other[0]
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _LONG_ENOUGH_FOR_A_SLIP and _is_one_slip(shorter, longer)


def _is_one_slip(shorter: str, longer: str) -> bool:
    """One letter left out, too many, or another."""
    if len(longer) - len(shorter) > 1:
        return False
    same = next(
        (place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter)
    )
    rest = shorter[same:] if len(longer) > len(shorter) else shorter[same + 1 :]
    return rest == longer[same + 1 :]
