"""Behaviours, the second list: answers that go wrong, and what enquiries are told. Pure."""

from __future__ import annotations

from dataclasses import replace

from simulators.bank.catalogue import Behaviour, listed
from simulators.ground.faults import VISIBLE, faults, invisible
from simulators.ground.plans import FaultKind

FAULTS: tuple[Behaviour, ...] = (
    *faults(listed, whose="bank", asked="enquiries"),
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
        invisible(lost=True, dedupes=False),
        visible_after_seconds=VISIBLE,
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
