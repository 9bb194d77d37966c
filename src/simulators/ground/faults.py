"""Behaviours of every program: answers that go wrong, and what look-ups are told. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from simulators.ground.catalogue import B, Listed, P, Span
from simulators.ground.plans import FaultKind

# In the order of their numbers: 5N before acceptance, 6N after it, 7N on enquiries.
_KINDS = {
    FaultKind.TIMEOUT: "no answer comes",
    FaultKind.RESET: "the connection is reset",
    FaultKind.ERR500: "500",
    FaultKind.TRUNCATED: "2xx whose JSON stops in the middle",
    FaultKind.CUT: "the connection closes in the middle of the answer",
    FaultKind.HTML: "200 with an HTML page",
    FaultKind.ERROR_BODY: "200 with an error in the body",
    FaultKind.CRASH: "the {whose} crashes",
}
# Shorter than the visibility horizon the platform is told (demo 5 s, npci 15 min).
VISIBLE = Span(4, 600)


def _before(kind: FaultKind) -> Callable[[P], P]:
    return lambda plan: replace(plan, before=kind)


def _after(kind: FaultKind) -> Callable[[P], P]:
    return lambda plan: replace(plan, answer=kind)


def _on_enquiry(kind: FaultKind) -> Callable[..., P]:
    def change(plan: P, *, times: int) -> P:
        told = replace(plan.enquiries, fault=kind, fault_times=int(times))
        return replace(plan, enquiries=told)

    return change


def invisible(*, lost: bool, dedupes: bool) -> Callable[..., P]:
    """Enquiries see nothing at first; ``lost``: and the answer never came."""

    def change(plan: P, *, visible_after_seconds: float) -> P:
        told = replace(plan.enquiries, visible_after_seconds=float(visible_after_seconds))
        answer = FaultKind.TIMEOUT if lost else plan.answer
        return replace(plan, enquiries=told, answer=answer, dedupes=dedupes and plan.dedupes)

    return change


def _three_points(listed: Listed[B], whose: str, asked: str) -> Iterator[B]:
    for number, (kind, said) in enumerate(_KINDS.items()):
        what = said.format(whose=whose)
        yield listed(f"{kind}_before", 50 + number, f"nothing is accepted: {what}", _before(kind))
        yield listed(f"{kind}_after", 60 + number, f"accepted, then: {what}", _after(kind))
        yield listed(
            f"enquiry_{kind}",
            70 + number,
            f"answered well; the first `times` {asked}: {what}",
            _on_enquiry(kind),
            times=1 if kind is FaultKind.CRASH else 2,
        )


def faults(listed: Listed[B], *, whose: str, asked: str) -> Iterator[B]:
    """43 to 79: of a ``whose`` (bank) that is ``asked`` (enquiries)."""
    yield from _three_points(listed, whose, asked)
    yield listed(
        "slow_answer", 68, "accepted; the answer comes byte by byte", _after(FaultKind.SLOW)
    )
    yield listed(
        "crash_later",
        69,
        f"accepted and answered, then the {whose} crashes",
        lambda plan: replace(plan, crash_after_answer=True),
    )
    yield listed(
        "enquiry_429",
        78,
        f"answered well; the first `times` {asked}: 429 RATE_LIMITED",
        _on_enquiry(FaultKind.TOO_MANY),
        times=2,
    )
    yield listed(
        "enquiry_slow",
        79,
        f"answered well; the first `times` {asked} are answered byte by byte",
        _on_enquiry(FaultKind.SLOW),
        times=2,
    )
    yield listed(
        "invisible",
        43,
        f"{asked} say NOT_FOUND for `visible_after_seconds` although it was accepted",
        invisible(lost=False, dedupes=True),
        visible_after_seconds=VISIBLE,
    )
    yield listed(
        "slow_visible",
        44,
        "invisible, and the answer never comes",
        invisible(lost=True, dedupes=True),
        visible_after_seconds=VISIBLE,
    )
