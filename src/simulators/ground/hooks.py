"""Behaviours of every program: how something is spoken of in what it sends by itself. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from simulators.ground.catalogue import B, Listed, P, Span
from simulators.ground.plans import Signing


def spoken(**changes: Any) -> Callable[[P], P]:
    """Changes the way of telling, whatever else is planned."""
    return lambda plan: replace(plan, callbacks=replace(plan.callbacks, **changes))


def told(
    fixed: dict[str, Any] | None = None, /, **kinds: Callable[[Any], Any]
) -> Callable[..., Any]:
    """Parameters that go straight into the way of telling, each made the type it should be."""

    def change(plan: P, **given: Any) -> P:
        said = {name: kinds[name](value) for name, value in given.items()}
        return replace(plan, callbacks=replace(plan.callbacks, **(fixed or {}), **said))

    return change


def hooks(listed: Listed[B], *, what: str) -> Iterator[B]:
    """80 and on. ``what`` is how a message is called: callback, webhook."""
    yield from _when_and_how_often(listed, what)
    yield from _what_and_by_whom(listed, what)


def _when_and_how_often(listed: Listed[B], what: str) -> Iterator[B]:
    yield listed(
        "dup_hooks",
        80,
        f"every {what} comes `copies` times, and `twins` more times under a new event id",
        told(copies=int, twins=int),
        copies=2,
        twins=1,
    )
    yield listed(
        "delayed_hooks",
        82,
        f"every {what} comes `delay_seconds` late",
        told(delay_seconds=float),
        delay_seconds=Span(10, 86_400),
    )
    yield listed("lost_hooks", 83, f"no {what} is ever sent", spoken(lost=True))
    yield listed(
        "swapped_hooks",
        95,
        f"the first {what} comes `first_delay_seconds` late, after those of later news",
        told(first_delay_seconds=float),
        first_delay_seconds=Span(30, 14_400),
    )


def _what_and_by_whom(listed: Listed[B], what: str) -> Iterator[B]:
    yield listed(
        "forged_hooks",
        84,
        f"before each {what} comes one, wrongly signed, that says the opposite",
        spoken(forged=True),
    )
    yield listed(
        "bad_signature_hooks",
        85,
        f"every {what} is wrongly signed",
        spoken(signing=Signing.BAD),
    )
    yield listed(
        "old_secret_hooks",
        86,
        f"every {what} is signed only with the secret before the last rotation",
        spoken(signing=Signing.OLD),
    )
    yield listed(
        "stale_hooks",
        87,
        f"every {what} is rightly signed with a timestamp one hour old",
        spoken(signing=Signing.STALE),
    )
    yield listed(
        "unknown_reference_hooks",
        88,
        f"every {what} speaks of a client reference that never existed",
        told(reference=str),
        reference="UNKNOWN-REFERENCE",
    )
    yield listed(
        "malformed_hooks",
        90,
        f"every {what} is rightly signed JSON that stops in the middle",
        spoken(malformed=True),
    )
    yield listed(
        "unknown_type_hooks",
        92,
        f"every {what} is of the type payment.teleported",
        spoken(says="payment.teleported"),
    )
