"""Behaviours, the second list: answers that go wrong, and what enquiries are told. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from simulators.bank.catalogue import Behaviour, Span, listed
from simulators.bank.plans import FaultKind, Plan

# In the order of their numbers: 5N before acceptance, 6N after it, 7N on enquiries.
_KINDS = {
    FaultKind.TIMEOUT: "no answer comes",
    FaultKind.RESET: "the connection is reset",
    FaultKind.ERR500: "500",
    FaultKind.TRUNCATED: "2xx whose JSON stops in the middle",
    FaultKind.CUT: "the connection closes in the middle of the answer",
    FaultKind.HTML: "200 with an HTML page",
    FaultKind.ERROR_BODY: "200 with an error in the body",
    FaultKind.CRASH: "the bank crashes",
}
# Shorter than the visibility horizon the platform is told (demo 5 s, npci 15 min).
_VISIBLE = Span(4, 600)


def _before(kind: FaultKind) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, before=kind)


def _after(kind: FaultKind) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, answer=kind)


def _on_enquiry(kind: FaultKind) -> Callable[..., Plan]:
    def change(plan: Plan, *, times: int) -> Plan:
        told = replace(plan.enquiries, fault=kind, fault_times=int(times))
        return replace(plan, enquiries=told)

    return change


def _invisible(*, lost: bool, dedupes: bool) -> Callable[..., Plan]:
    """Enquiries see nothing at first; ``lost``: and the answer never came."""

    def change(plan: Plan, *, visible_after_seconds: float) -> Plan:
        told = replace(plan.enquiries, visible_after_seconds=float(visible_after_seconds))
        answer = FaultKind.TIMEOUT if lost else plan.answer
        return replace(plan, enquiries=told, answer=answer, dedupes=dedupes and plan.dedupes)

    return change


def _three_points() -> Iterator[Behaviour]:
    for number, (kind, what) in enumerate(_KINDS.items()):
        yield listed(f"{kind}_before", 50 + number, f"nothing is accepted: {what}", _before(kind))
        yield listed(f"{kind}_after", 60 + number, f"accepted, then: {what}", _after(kind))
        yield listed(
            f"enquiry_{kind}",
            70 + number,
            f"answered well; the first `times` enquiries: {what}",
            _on_enquiry(kind),
            times=1 if kind is FaultKind.CRASH else 2,
        )


FAULTS: tuple[Behaviour, ...] = (
    *_three_points(),
    listed("slow_answer", 68, "accepted; the answer comes byte by byte", _after(FaultKind.SLOW)),
    listed(
        "crash_later",
        69,
        "accepted and answered, then the bank crashes",
        lambda plan: replace(plan, crash_after_answer=True),
    ),
    listed(
        "enquiry_429",
        78,
        "answered well; the first `times` enquiries: 429 RATE_LIMITED",
        _on_enquiry(FaultKind.TOO_MANY),
        times=2,
    ),
    listed(
        "enquiry_slow",
        79,
        "answered well; the first `times` enquiries are answered byte by byte",
        _on_enquiry(FaultKind.SLOW),
        times=2,
    ),
    listed(
        "invisible",
        43,
        "enquiries say NOT_FOUND for `visible_after_seconds` although it was accepted",
        _invisible(lost=False, dedupes=True),
        visible_after_seconds=_VISIBLE,
    ),
    listed(
        "slow_visible",
        44,
        "invisible, and the answer never comes",
        _invisible(lost=True, dedupes=True),
        visible_after_seconds=_VISIBLE,
    ),
    listed(
        "nodedup_timeout_after",
        46,
        "timeout_after, and the same reference sent again is paid again",
        lambda plan: replace(plan, answer=FaultKind.TIMEOUT, dedupes=False),
    ),
    listed(
        "nodedup_slow_visible",
        47,
        "slow_visible, and the same reference sent again is paid again",
        _invisible(lost=True, dedupes=False),
        visible_after_seconds=_VISIBLE,
    ),
    listed(
        "status_goes_back",
        48,
        "once an enquiry has seen completed, the next `times` see processing again",
        lambda plan, *, times: replace(
            plan, enquiries=replace(plan.enquiries, back_times=int(times))
        ),
        times=2,
    ),
    listed(
        "contradicting_enquiry",
        49,
        "completed; enquiries say rejected, callback and statement are right",
        lambda plan: replace(plan, enquiries=replace(plan.enquiries, says="rejected")),
    ),
)
