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
from tests.storm.crashes import BEHAVIOURS, NEVER, Cast, a_cast, live_through
from tests.storm.oracle import count_endings
from tests.storm.stage import Stage

FAILPOINTS = (NEVER, *sorted(POINTS))


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


@pytest.mark.full
@pytest.mark.timeout(900)
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
