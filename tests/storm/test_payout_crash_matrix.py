"""Whatever dies, whatever the bank does: paid once and completed, or not paid and refunded.

Every failpoint (``kernel/failpoints.py``) × every behaviour of the simulated bank. A real process
dies at the failpoint by SIGKILL; then nothing fails any more, time passes until nobody has anything
left to do, and the bank's books, the payouts and the ledger are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from adulis.kernel.failpoints import POINTS
from tests.storm.conftest import MakeStage
from tests.storm.crashes import (
    AGAIN,
    BEHAVIOURS,
    NEVER,
    SENT_AGAIN,
    Cast,
    a_cast,
    live_through,
)
from tests.storm.oracle import count_endings
from tests.storm.stage import Stage

# Those a payout comes by.
_OF_PAYOUTS = ("create.", "claim.", "send.", "record.", "enquire.", "hook.", "apply.")
FAILPOINTS = (NEVER, *sorted(point for point in POINTS if point.startswith(_OF_PAYOUTS)))
# Of those that a second order passes as well, the ones with most in doubt; --full takes them all.
SHORT_LIST = {"claim.before_commit", "send.after_bank_before_reply", "record.before_commit"}

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def stage(make_stage: MakeStage) -> Iterator[Stage]:
    with make_stage() as made:
        made.serve()
        yield made


@pytest.fixture(scope="module")
def everybody(stage: Stage) -> Cast:
    return a_cast(stage, BEHAVIOURS)


@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_nothing_is_paid_twice_or_lost(
    failpoint: str, stage: Stage, everybody: Cast, tell: Callable[[str], None]
) -> None:
    verdict = live_through(stage, everybody, failpoint)

    tell(
        f"{failpoint}: {len(verdict.payouts)} cells, {len(verdict.violations)} violations;"
        f" {count_endings(verdict.payouts)}"
    )
    assert not verdict.violations, f"{verdict}\n{stage.said()}"


@pytest.mark.parametrize(
    "failpoint",
    [
        pytest.param(point, marks=[] if point in SHORT_LIST else pytest.mark.full)
        for point in sorted(POINTS)
        if point.startswith(("claim.", "send.", "record."))
    ],
)
def test_nothing_is_paid_twice_or_lost_when_it_is_sent_again(
    failpoint: str, stage: Stage, everybody: Cast, tell: Callable[[str], None]
) -> None:
    unlucky = Cast({name: everybody.shops[name] for name in SENT_AGAIN})
    verdict = live_through(stage, unlucky, f"{AGAIN}{failpoint}")

    tell(
        f"{AGAIN}{failpoint}: {len(verdict.payouts)} cells, {len(verdict.violations)} violations;"
        f" {count_endings(verdict.payouts)}"
    )
    assert not verdict.violations, f"{verdict}\n{stage.said()}"


@pytest.mark.full
@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_nothing_is_paid_twice_or_lost_when_a_process_dies_for_each_payment_alone(
    failpoint: str, stage: Stage, everybody: Cast, tell: Callable[[str], None]
) -> None:
    violations = 0
    for behaviour, shop in everybody.shops.items():
        verdict = live_through(stage, Cast({behaviour: shop}), failpoint)
        violations += len(verdict.violations)
        assert not verdict.violations, f"{verdict}\n{stage.said()}"
    tell(f"{failpoint}, alone: {len(everybody.shops)} cells, {violations} violations")
