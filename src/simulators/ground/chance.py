"""Chance that can be repeated: the same seed and words draw the same number, for ever. Pure."""

from __future__ import annotations

from hashlib import blake2b


def draw(seed: int, *words: object) -> float:
    """A number in [0, 1) fixed by ``seed`` and ``words``, whatever else is happening."""
    return int.from_bytes(_digest(seed, words)[:7], "big") / float(1 << 56)


def happens(rate: float, seed: int, *words: object) -> bool:
    """Whether something that happens at ``rate`` (0 never, 1 always) happens this time."""
    return draw(seed, *words) < rate


def token(length: int, seed: int, *words: object) -> str:
    """``length`` (at most 32) upper-case hexadecimal digits fixed by ``seed`` and ``words``."""
    return _digest(seed, words).hex().upper()[:length]


def _digest(seed: int, words: tuple[object, ...]) -> bytes:
    # The separator cannot occur in what callers may send, so ("ab", "c") is not ("a", "bc").
    return blake2b("\0".join([str(seed), *map(str, words)]).encode(), digest_size=16).digest()
